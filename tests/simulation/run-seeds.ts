import { planActions } from './actions/all-actions.ts'
import type { Action } from './actions/action.ts'
import { runHistory, type HistoryResult } from './run-history.ts'
import { ruleOf, shrink } from './shrink.ts'

/** A history that broke a rule, as short as it could be made. */
export interface FailedHistory {
  seed: string
  violations: string[]
  actions: Action[]
}

/** Runs the history of a seed; one that fails is made as short as it goes in so many real ms. */
export async function runSeed(
  seed: string,
  patience: number,
): Promise<{ result: HistoryResult; failed: FailedHistory | null }> {
  const result = await runHistory(seed)
  const [first] = result.violations
  if (first === undefined) return { result, failed: null }
  const rule = ruleOf(first)
  const stillFails = async (fewer: readonly Action[]) =>
    (await runHistory(seed, fewer)).violations.some((violation) => ruleOf(violation) === rule)
  const actions = await shrink(planActions(seed), stillFails, patience)
  const { violations } = await runHistory(seed, actions)
  return { result, failed: { seed, violations, actions } }
}
