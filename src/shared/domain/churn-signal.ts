import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { CivilDate } from './civil-date.ts'
import { derivedId } from './derived-id.ts'
import { paragraphText, requiredParagraph } from './text-limits.ts'

/**
 * outflow 大额转出, balance_drop 资产下降, maturity_no_renew 到期未续, inactive 长期无往来, complaint 投诉后未修复,
 * competitor 提及他行, closing 咨询销户, contact_refused 多次拒接.
 */
export const churnKinds = [
  'outflow',
  'balance_drop',
  'maturity_no_renew',
  'inactive',
  'complaint',
  'competitor',
  'closing',
  'contact_refused',
] as const
export type ChurnKind = (typeof churnKinds)[number]

/** The most urgent first: high 紧急, medium 较重, low 一般. */
export const churnSeverities = ['high', 'medium', 'low'] as const
export type ChurnSeverity = (typeof churnSeverities)[number]

/** open 待处理, intervening 干预中, recovered 已挽回, lost 已流失, dismissed 误报. */
export const churnStates = ['open', 'intervening', 'recovered', 'lost', 'dismissed'] as const

/** Why a customer left or wanted to: our own list, after what branches ask when they call back. */
export const churnCauses = [
  'yield',
  'competitor',
  'service',
  'product',
  'use_of_money',
  'moved',
  'family',
  'unknown',
] as const

/** 流失信号 churn signal (R43): what says that a customer may leave, and what became of it. It lies with the owner of the customer. */
export const ChurnSignal = z.strictObject({
  customerId: z.uuid(),
  kind: z.enum(churnKinds),
  severity: z.enum(churnSeverities),
  evidence: requiredParagraph,
  /** The day on which somebody noticed. */
  noticedOn: CivilDate,
  state: z.enum(churnStates),
  cause: z.optional(z.enum(churnCauses)),
  /** What came out of it, and of a false alarm why it is one. */
  note: z.optional(paragraphText),
  /** The task of the intervention. */
  taskId: z.optional(z.uuid()),
})
export type ChurnSignal = z.infer<typeof ChurnSignal>

export const churnSignalPolicies: MergePolicies<ChurnSignal> = {
  customerId: 'fixed',
  kind: 'latest',
  severity: 'latest',
  evidence: 'text',
  noticedOn: 'latest',
  state: 'ask',
  cause: 'ask',
  note: 'text',
  taskId: 'latest',
}

/** The id of a signal that was derived from evidence: two devices that take it up make one (OP1, invariant 3). */
export function churnSignalId(customerId: string, kind: ChurnKind, evidence: string): string {
  return derivedId('churn-signal', customerId, kind, evidence)
}

/** The one task of the intervention on a signal. */
export function interventionTaskId(signalId: string): string {
  return derivedId('churn-intervention', signalId)
}

/** Whether somebody still has to do something about it. */
export function isPendingSignal({ state }: Pick<ChurnSignal, 'state'>): boolean {
  return state === 'open' || state === 'intervening'
}
