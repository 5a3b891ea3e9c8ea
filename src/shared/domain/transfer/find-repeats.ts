import { findDuplicates, type DuplicateReason } from '#shared/domain/duplicate-customers.ts'
import { phoneTail } from '#shared/domain/phone-number.ts'
import { type CustomerIdentity, isOtherIdentity } from '#shared/domain/customer-identity.ts'
import type { Profile } from '#shared/domain/profile.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { type ImportDraft, phonesOfDraft } from './import-draft.ts'

/** Who a row of the table may be already: a customer who is there, or an earlier row. */
export type Repeat =
  | { of: 'customer'; customerId: string; reason: DuplicateReason }
  | { of: 'row'; row: number; reason: 'same-identity' | 'same-phone' | 'same-name' }

/** Looks rows up one after the other; each row is remembered for those after it. */
export interface RepeatFinder {
  /** A customer who is there; all of them before the first row. */
  know(card: RecordOf<'customer'>): void
  find(row: number, draft: ImportDraft): Repeat | null
}

/**
 * Finds rows with the identity number, the phone number or the name of a customer, and of an earlier row. Two rows with one name and
 * numbers that differ are two people: the table says so itself. Every customer is looked at once and not for each row.
 */
export function createRepeatFinder(
  profileOf: (customerId: string) => Profile | undefined,
): RepeatFinder {
  const cardsByName = new Map<string, RecordOf<'customer'>[]>()
  const cardsByPhone = new Map<string, RecordOf<'customer'>[]>()
  const cardsByIdentity = new Map<string, RecordOf<'customer'>[]>()
  const rowByIdentity = new Map<string, number>()
  const rowByPhone = new Map<string, EarlierRow>()
  const rowByName = new Map<string, EarlierRow>()

  function amongCustomers(draft: ImportDraft): Repeat | null {
    const phones = phonesOfDraft(draft)
    const { identity } = draft
    const near = [
      ...(cardsByIdentity.get(identity?.idHmac ?? '') ?? []),
      ...phones.flatMap((phone) => cardsByPhone.get(phone) ?? []),
      ...(cardsByName.get(draft.name) ?? []),
    ]
    if (near.length === 0) return null
    const candidate = {
      name: draft.name,
      reading: '',
      phones,
      tails: phones.map(phoneTail),
      identity,
    }
    const [found] = findDuplicates(candidate, near.slice(0, mostCompared), profileOf, null)
    if (found === undefined) return null
    return { of: 'customer', customerId: found.card.id, reason: found.reason }
  }

  function amongRows(draft: ImportDraft): Repeat | null {
    const { identity } = draft
    const same = rowByIdentity.get(identity?.idHmac ?? '')
    if (same !== undefined) return { of: 'row', row: same, reason: 'same-identity' }
    const isOther = (earlier: EarlierRow) => isOtherIdentity(identity, earlier.identity)
    const phones = phonesOfDraft(draft)
    for (const phone of phones) {
      const earlier = rowByPhone.get(phone)
      if (earlier === undefined || isOther(earlier)) continue
      return { of: 'row', row: earlier.row, reason: 'same-phone' }
    }
    const named = rowByName.get(draft.name)
    if (named === undefined || isOther(named) || (named.hasPhone && phones.length > 0)) return null
    return { of: 'row', row: named.row, reason: 'same-name' }
  }

  function remember(row: number, draft: ImportDraft): void {
    const phones = phonesOfDraft(draft)
    const { identity } = draft
    const earlier = { row, hasPhone: phones.length > 0, identity }
    if (identity !== undefined && !rowByIdentity.has(identity.idHmac)) {
      rowByIdentity.set(identity.idHmac, row)
    }
    for (const phone of phones) if (!rowByPhone.has(phone)) rowByPhone.set(phone, earlier)
    if (!rowByName.has(draft.name)) rowByName.set(draft.name, earlier)
  }

  return {
    know(card) {
      const { name, searchKeys, aliases } = card.data
      for (const each of new Set([name, searchKeys.simplified ?? name, ...aliases])) {
        keep(cardsByName, each, card)
      }
      const identity = profileOf(card.id)?.identity
      if (identity !== undefined) keep(cardsByIdentity, identity.idHmac, card)
      for (const { value } of Object.values(profileOf(card.id)?.contactPoints ?? {})) {
        keep(cardsByPhone, value, card)
      }
    },
    find(row, draft) {
      const repeat = amongCustomers(draft) ?? amongRows(draft)
      remember(row, draft)
      return repeat
    },
  }
}

/** Ten thousand people of one name need not all be named. */
const mostCompared = 50

interface EarlierRow {
  row: number
  hasPhone: boolean
  identity: CustomerIdentity | undefined
}

function keep<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const known = lists.get(key)
  if (known === undefined) lists.set(key, [value])
  else known.push(value)
}
