import { describe, expect, it } from 'vitest'
import { knownHistories } from './known-histories.ts'
import { runKnownHistory } from './run-known-history.ts'

/** Histories that once broke a rule, as short as they could be made. */
describe('known histories', () => {
  it.each(knownHistories)('$rule $name', async (history) => {
    expect(await runKnownHistory(history)).toEqual([])
  })
})
