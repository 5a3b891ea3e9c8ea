import type { Cadence } from '#shared/domain/cadence.ts'
import type { CadenceRules } from '#shared/domain/cadence-rules.ts'
import { type ContactLimit, contactLimits } from '#shared/domain/contact-limits.ts'
import type { Customer } from '#shared/domain/customer.ts'

/** Why to think twice before a contact is made. */
export type ContactWarning =
  | { kind: 'deceased' | 'all' | 'all_but_service' | 'marketing_only' | 'consent' | 'complaint' }
  | ContactLimit

/** What is known when somebody is about to make contact. */
export interface ContactSituation {
  customer: Pick<Customer, 'doNotContact' | 'deceasedOn'>
  openComplaints: number
  /** Consent to marketing by phone was taken back (domain rule 3.4). */
  noMarketingCalls: boolean
  /** Null for whoever does not see the notes. */
  cadence: Cadence | null
  rules: CadenceRules
  /** Minutes since midnight in Shanghai. */
  minute: number
  isGreeting: boolean
  /** Something promised to this customer is due. */
  isPromised: boolean
}

/** Product principle 5: said before the contact, never after. R39: also that it would be one too many. */
export function contactWarnings({
  customer,
  openComplaints,
  noMarketingCalls,
  cadence,
  rules,
  ...moment
}: ContactSituation): ContactWarning[] {
  if (customer.deceasedOn !== undefined) return [{ kind: 'deceased' }]
  return [
    ...(customer.doNotContact === 'none' ? [] : [{ kind: customer.doNotContact }]),
    ...(noMarketingCalls && customer.doNotContact === 'none' ? [{ kind: 'consent' as const }] : []),
    ...(openComplaints > 0 ? [{ kind: 'complaint' as const }] : []),
    ...(cadence === null ? [] : contactLimits(cadence, rules, moment)),
  ]
}
