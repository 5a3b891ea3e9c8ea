import { heldBy } from './cadence.ts'
import { type ConsentKind, isWithdrawn } from './consent.ts'
import type { Customer } from './customer.ts'
import type { RecordOf } from './record-types.ts'
import { type Task, taskState } from './task.ts'

/** Why a task stands no more although nobody cancelled it. */
export type HeldReason = NonNullable<ReturnType<typeof heldBy>> | 'consent'

/** Origins of tasks by which the bank approaches a customer; whatever was promised to him stands. */
const approaching: ReadonlySet<Task['origin']> = new Set(['cadence', 'date', 'maturity', 'churn'])

/** The consents of which one is needed for a task of this kind. */
const needed: Partial<Record<Task['kind'], readonly ConsentKind[]>> = {
  call: ['marketing_call'],
  message: ['marketing_sms', 'marketing_wechat'],
}

/** Whether a task is one that the customer's card and consents could hold back: an open one that approaches him. */
export function mayBeHeld(task: Pick<Task, 'origin' | 'status' | 'completions'>): boolean {
  if (!approaching.has(task.origin)) return false
  const state = taskState(task)
  return state !== 'done' && state !== 'cancelled'
}

/** Whether a task that is made now would stand: one that is held back at once helps nobody. */
export function wouldStand(
  task: Pick<Task, 'origin' | 'kind'>,
  customer: Pick<Customer, 'doNotContact' | 'deceasedOn'>,
  consents: readonly RecordOf<'consent'>[],
): boolean {
  return heldBack({ ...task, status: 'todo', completions: {} }, customer, consents) === null
}

/**
 * Invariants 5 and 17: whether an open task approaches a customer who died, wants no contact, or took back the consent that
 * it needs. This is looked up and not written into the task: so it holds for a task that another device made meanwhile, and
 * ends when the customer agrees again.
 */
export function heldBack(
  task: Pick<Task, 'origin' | 'kind' | 'status' | 'completions'>,
  customer: Pick<Customer, 'doNotContact' | 'deceasedOn'> | undefined,
  consents: readonly RecordOf<'consent'>[],
): HeldReason | null {
  if (customer === undefined || !mayBeHeld(task)) return null
  const held = heldBy(customer)
  if (held !== null) return held
  const kinds = needed[task.kind] ?? []
  return kinds.length > 0 && kinds.every((kind) => isWithdrawn(consents, kind)) ? 'consent' : null
}
