import { type CustomerIdentity, isOtherIdentity, isSameIdentity } from './customer-identity.ts'
import type { RecordOf } from './record-types.ts'
import type { Profile } from './profile.ts'
import { normaliseName } from './person-name.ts'
import { mainReading } from './search-keys.ts'

/** Why a card may be the same person, the surest first. */
export const duplicateReasons = [
  'same-identity',
  'same-phone',
  'same-name-and-tail',
  'same-sound-and-tail',
  'same-name',
  'same-sound',
  'same-tail',
] as const
export type DuplicateReason = (typeof duplicateReasons)[number]

export interface Duplicate {
  card: RecordOf<'customer'>
  reason: DuplicateReason
}

/** What is typed so far. */
export interface Candidate {
  name: string
  /** How the name is read; empty while unknown. */
  reading: string
  /** Whole phone numbers in stored form. */
  phones: readonly string[]
  /** Last four digits. */
  tails: readonly string[]
  /** What is kept of the identity number. */
  identity?: CustomerIdentity | undefined
}

/** The cards that may be the person being typed, the surest first; it only warns, nothing is refused. */
export function findDuplicates(
  candidate: Candidate,
  cards: readonly RecordOf<'customer'>[],
  profileOf: (customerId: string) => Profile | undefined,
  exceptId: string | null,
): Duplicate[] {
  const name = normaliseName(candidate.name)
  const found: Duplicate[] = []
  for (const card of cards) {
    if (card.id === exceptId) continue
    const reason = reasonOf(card, { ...candidate, name }, profileOf)
    if (reason !== null) found.push({ card, reason })
  }
  return found.toSorted(
    (one, other) => duplicateReasons.indexOf(one.reason) - duplicateReasons.indexOf(other.reason),
  )
}

function reasonOf(
  { id, data }: RecordOf<'customer'>,
  { name, reading, phones, tails, identity }: Candidate,
  profileOf: (customerId: string) => Profile | undefined,
): DuplicateReason | null {
  const known = identity === undefined ? undefined : profileOf(id)?.identity
  if (isSameIdentity(identity, known)) return 'same-identity'
  // Two numbers are two people, whatever else they have in common.
  if (isOtherIdentity(identity, known)) return null
  const sameTail = data.phoneTail !== undefined && tails.includes(data.phoneTail)
  if (phones.length > 0 && hasPhone(profileOf(id), phones)) return 'same-phone'
  const sameName =
    name !== '' &&
    (data.name === name || data.searchKeys.simplified === name || data.aliases.includes(name))
  if (sameName) return sameTail ? 'same-name-and-tail' : 'same-name'
  const sameSound = reading !== '' && mainReading(data.searchKeys) === reading
  if (sameSound) return sameTail ? 'same-sound-and-tail' : 'same-sound'
  return sameTail ? 'same-tail' : null
}

function hasPhone(profile: Profile | undefined, phones: readonly string[]): boolean {
  if (profile === undefined) return false
  return Object.values(profile.contactPoints).some(({ value }) => phones.includes(value))
}
