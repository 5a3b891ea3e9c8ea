import type { Journal, Observation, Typed } from './journal.ts'

const kept = new Set(['applied', 'merged', 'noop'])

/**
 * Whoever sees an edit in a record sees there, too, what its author had seen when making it, and what was seen once stays:
 * in the record or in its history.
 */
export function findDisorder({ typed, server, observations }: Journal): string[] {
  const outcomes = new Map(server.results.map(({ operation, outcome }) => [operation, outcome]))
  const byMark = new Map(typed.flatMap((change) => change.marks.map((mark) => [mark, change])))
  // What ended beside the record, in its author's inbox, is not for the others to see.
  const stands = (mark: string): boolean => {
    const operation = byMark.get(mark)?.operation
    return operation !== undefined && operation !== null && kept.has(outcomes.get(operation) ?? '')
  }
  const found = new Set<string>()
  for (const seen of observations) {
    if (seen.healing) continue
    for (const [record, marks] of Object.entries(seen.records)) {
      const here = new Set(marks)
      for (const mark of marks) {
        for (const earlier of missing(byMark.get(mark), record, here)) {
          if (!stands(earlier)) continue
          found.add(
            `[causality] at step ${seen.step} ${seen.device} shows ${mark} in ${record} without ${earlier}, which its author had seen`,
          )
        }
      }
    }
  }
  // GC2: after a restored backup edits arrive once more, perhaps in another order; where one of a record ended in a
  // conflict, it may have been another one before.
  const undecided = new Set(
    server.restores === 0
      ? []
      : typed
          .filter(({ operation }) => !kept.has(outcomes.get(operation ?? '') ?? 'applied'))
          .map(({ record }) => record),
  )
  for (const text of findForgotten(observations, { stands, undecided })) found.add(text)
  return [...found]
}

function missing(change: Typed | undefined, record: string, here: ReadonlySet<string>): string[] {
  if (change === undefined || change.record !== record) return []
  return change.saw.filter((mark) => !here.has(mark))
}

/** PL3: nothing that a device showed is gone at its next look, as long as it has the record. */
function findForgotten(
  observations: readonly Observation[],
  { stands, undecided }: { stands: (mark: string) => boolean; undecided: ReadonlySet<string> },
): string[] {
  const found: string[] = []
  const last = new Map<string, Observation>()
  for (const seen of observations) {
    const tab = `${seen.device} ${seen.tab}`
    const before = last.get(tab)
    last.set(tab, seen)
    if (seen.healing) continue
    for (const [record, marks] of Object.entries(before?.records ?? {})) {
      const now = seen.records[record]
      if (now === undefined || undecided.has(record)) continue
      for (const mark of marks) {
        if (now.includes(mark) || !stands(mark)) continue
        found.push(`[PL3] at step ${seen.step} ${tab} shows ${mark} in ${record} no longer`)
      }
    }
  }
  return found
}
