import { findDisorder } from './causality.ts'
import { findDifferences } from './convergence.ts'
import { findLeaks } from './isolation.ts'
import type { Journal } from './journal.ts'
import { findFutureStamps, findHalfDone, findOverwritten, findReopened } from './kept-texts.ts'
import { findLosses } from './nothing-lost.ts'
import { findRepetitions } from './nothing-twice.ts'

/** The independent referee: every rule that the history broke, in words; nothing when it kept all. */
export function checkJournal(journal: Journal): string[] {
  return [
    ...findDifferences(journal),
    ...findLosses(journal),
    ...findOverwritten(journal),
    ...findHalfDone(journal),
    ...findFutureStamps(journal),
    ...findReopened(journal),
    ...findRepetitions(journal),
    ...findLeaks(journal),
    ...findDisorder(journal),
  ]
}
