import { type Customer, doNotContactLevels } from './customer.ts'

/** What a card says about whether its customer may be contacted. */
export type ContactStanding = Pick<
  Customer,
  'doNotContact' | 'doNotContactReason' | 'deceasedOn' | 'mourningUntil'
>

/**
 * Invariant 5, ME8: how a customer with several cards stands: the strictest limit that one of them names, with its reason, and
 * the death, and the latest end of mourning, that any of them knows of. A colleague may have written it on the card that another device had merged away.
 */
export function strictestStanding(
  own: ContactStanding,
  others: readonly ContactStanding[],
): ContactStanding {
  let strictest = own
  let { deceasedOn, mourningUntil } = own
  for (const each of others) {
    if (levelOf(each) > levelOf(strictest)) strictest = each
    deceasedOn ??= each.deceasedOn
    const isLater = (each.mourningUntil ?? '') > (mourningUntil ?? '')
    if (isLater) mourningUntil = each.mourningUntil
  }
  const { doNotContact, doNotContactReason } = strictest
  return { doNotContact, doNotContactReason, deceasedOn, mourningUntil }
}

function levelOf({ doNotContact }: ContactStanding): number {
  return doNotContactLevels.indexOf(doNotContact)
}
