import { type DuplicateReason, duplicateReasons } from './duplicate-customers.ts'
import { phonesOf } from './contact-points.ts'
import { isOtherIdentity } from './customer-identity.ts'
import { normaliseName } from './person-name.ts'
import type { Profile } from './profile.ts'
import type { RecordOf } from './record-types.ts'
import { mainReading } from './search-keys.ts'

type Card = RecordOf<'customer'>

/** Two cards that may be one person; `one` is the older. */
export interface DuplicatePair {
  one: Card
  other: Card
  reason: DuplicateReason
}

/** A number of a company is in many cards: of a larger group only neighbours are compared. */
const mostInGroup = 12

/**
 * R17: all pairs that may be one person, the surest first: the same identity number, the same phone number, the same name or
 * sound with the same tail, or the same name where one card has no number. One name with two phone numbers is two people, and so
 * are two identity numbers. Each card is filed once under what it has in common with others, so that 20,000 are no slower
 * than they have to be.
 */
export function duplicatePairs(
  cards: readonly Card[],
  profileOf: (customerId: string) => Profile | undefined,
): DuplicatePair[] {
  const pairs = new Map<string, DuplicatePair>()
  const add = (one: Card, other: Card, reason: DuplicateReason) => {
    const key = pairKey(one, other)
    const known = pairs.get(key)
    if (known !== undefined && rankOf(known.reason) <= rankOf(reason)) return
    if (isOtherIdentity(profileOf(one.id)?.identity, profileOf(other.id)?.identity)) return
    const isOlder =
      one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.id < other.id)
    pairs.set(key, isOlder ? { one, other, reason } : { one: other, other: one, reason })
  }
  const identities = groups(cards, ({ id }) => profileOf(id)?.identity?.idHmac ?? [])
  for (const [one, other] of neighbours(identities)) add(one, other, 'same-identity')
  const phones = groups(cards, ({ id }) =>
    phonesOf(profileOf(id)?.contactPoints).map(({ value }) => value),
  )
  for (const [one, other] of neighbours(phones)) add(one, other, 'same-phone')
  for (const [one, other] of neighbours(groups(cards, namesOf))) {
    const reason = ofOneName(one, other)
    if (reason !== null) add(one, other, reason)
  }
  for (const [one, other] of neighbours(groups(cards, soundAndTail))) {
    add(one, other, 'same-sound-and-tail')
  }
  return [...pairs.values()].toSorted(
    (left, right) =>
      rankOf(left.reason) - rankOf(right.reason) || (left.one.id < right.one.id ? -1 : 1),
  )
}

/** The same for both orders. */
export function pairKey(one: { id: string }, other: { id: string }): string {
  return one.id < other.id ? `${one.id}|${other.id}` : `${other.id}|${one.id}`
}

function ofOneName({ data: one }: Card, { data: other }: Card): DuplicateReason | null {
  if (one.phoneTail === undefined || other.phoneTail === undefined) return 'same-name'
  return one.phoneTail === other.phoneTail ? 'same-name-and-tail' : null
}

function namesOf({ data }: Card): string[] {
  return [...new Set([data.searchKeys.simplified ?? data.name, ...data.aliases].map(normaliseName))]
}

function soundAndTail({ data }: Card): string[] {
  const sound = mainReading(data.searchKeys)
  return sound === '' || data.phoneTail === undefined ? [] : [`${sound}|${data.phoneTail}`]
}

function groups(
  cards: readonly Card[],
  keysOf: (card: Card) => readonly string[] | string,
): Card[][] {
  const filed = new Map<string, Card[]>()
  for (const card of cards) {
    for (const key of new Set([keysOf(card)].flat())) {
      const known = filed.get(key)
      if (known === undefined) filed.set(key, [card])
      else known.push(card)
    }
  }
  return [...filed.values()].filter((group) => group.length > 1)
}

function* neighbours(all: readonly Card[][]): Iterable<[Card, Card]> {
  for (const group of all) {
    const reach = group.length > mostInGroup ? 1 : group.length
    for (const [index, one] of group.entries()) {
      for (const other of group.slice(index + 1, index + 1 + reach)) yield [one, other]
    }
  }
}

function rankOf(reason: DuplicateReason): number {
  return duplicateReasons.indexOf(reason)
}
