import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { CivilDate, civilDateInShanghai } from './civil-date.ts'
import { lineText } from './text-limits.ts'

/**
 * What a person agrees to (domain rule 3.4): basic 一般个人信息, sensitive 敏感个人信息, marketing_call 电话营销,
 * marketing_sms 短信营销, marketing_wechat 微信营销, minor 监护人同意.
 */
export const consentKinds = [
  'basic',
  'sensitive',
  'marketing_call',
  'marketing_sms',
  'marketing_wechat',
  'minor',
] as const
export type ConsentKind = (typeof consentKinds)[number]

/** written 书面, app 手机银行, recorded 录音, oral 口头. */
export const consentWays = ['written', 'app', 'recorded', 'oral'] as const

/**
 * 授权 consent: that a customer agreed to something, or took it back, on a day. It is never changed: what is said later is
 * another one, and a wrong one is removed. It lies with the owner of the customer.
 */
export const Consent = z.strictObject({
  customerId: z.uuid(),
  kind: z.enum(consentKinds),
  state: z.enum(['given', 'withdrawn']),
  on: CivilDate,
  how: z.enum(consentWays),
  /** Where it can be looked up: the number of a form, of a recording. */
  evidence: z.optional(lineText),
})
export type Consent = z.infer<typeof Consent>

export const consentPolicies: MergePolicies<Consent> = {
  customerId: 'fixed',
  kind: 'fixed',
  state: 'fixed',
  on: 'fixed',
  how: 'fixed',
  evidence: 'fixed',
}

/** Consents as records have them. */
interface ConsentRecord {
  id: string
  /** Instant in ms. */
  createdAt: number
  data: Consent
}

/** The latest first; of one day the one that was written down last, and the id where that is the same on every device. */
export function latestConsents<One extends ConsentRecord>(consents: readonly One[]): One[] {
  return consents.toSorted(
    (one, other) =>
      compare(saidOn(other), saidOn(one)) ||
      other.createdAt - one.createdAt ||
      compare(other.id, one.id),
  )
}

/**
 * What holds now for a kind: what was said last. What bears a day after the one on which it was written down counts as said
 * then: a wrong clock must not outweigh whatever is said later. Undefined: never asked.
 */
export function presentConsent<One extends ConsentRecord>(
  consents: readonly One[],
  kind: ConsentKind,
): One | undefined {
  return latestConsents(consents.filter(({ data }) => data.kind === kind))[0]
}

/** Whether the customer took back what he had agreed to, or never did and said so. */
export function isWithdrawn(consents: readonly ConsentRecord[], kind: ConsentKind): boolean {
  return presentConsent(consents, kind)?.data.state === 'withdrawn'
}

function saidOn({ data, createdAt }: ConsentRecord): CivilDate {
  const writtenOn = civilDateInShanghai(createdAt)
  return data.on < writtenOn ? data.on : writtenOn
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
