import type { Customer } from './customer.ts'
import { wouldStand } from './held-task.ts'
import type { RecordOf } from './record-types.ts'

/** How the bank intervenes. */
export const intervention = { origin: 'churn', kind: 'call' } as const

/** Whether the task of an intervention would stand; where not, a signal is noted and no more. */
export function mayIntervene(
  customer: Pick<Customer, 'deceasedOn' | 'doNotContact'>,
  consents: readonly RecordOf<'consent'>[],
): boolean {
  return wouldStand(intervention, customer, consents)
}
