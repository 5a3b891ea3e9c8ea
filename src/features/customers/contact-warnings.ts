import type { Customer } from '#shared/domain/customer.ts'

/** Why to think twice before a contact is made. */
export type ContactWarning = 'deceased' | 'all' | 'all_but_service' | 'marketing_only' | 'complaint'

/** Product principle 5: said before the contact, never after. */
export function contactWarnings(
  customer: Pick<Customer, 'doNotContact' | 'deceasedOn'>,
  openComplaints: number,
): ContactWarning[] {
  if (customer.deceasedOn !== undefined) return ['deceased']
  return [
    ...(customer.doNotContact === 'none' ? [] : [customer.doNotContact]),
    ...(openComplaints > 0 ? (['complaint'] as const) : []),
  ]
}
