import { findDuplicates, type DuplicateReason } from '#shared/domain/duplicate-customers.ts'
import { phoneTail } from '#shared/domain/phone-number.ts'
import type { Profile } from '#shared/domain/profile.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { type ImportDraft, phonesOfDraft } from './import-draft.ts'

/** Who a row of the table may be already: a customer who is there, or an earlier row. */
export type Repeat =
  | { of: 'customer'; customerId: string; reason: DuplicateReason }
  | { of: 'row'; row: number; reason: 'same-phone' | 'same-name' }

/** Looks rows up one after the other; each row is remembered for those after it. */
export interface RepeatFinder {
  /** A customer who is there; all of them before the first row. */
  know(card: RecordOf<'customer'>): void
  find(row: number, draft: ImportDraft): Repeat | null
}

/**
 * Finds rows with the number or the name of a customer, and of an earlier row. Two rows with one name and numbers that differ
 * are two people: the table says so itself. Every customer is looked at once and not for each row.
 */
export function createRepeatFinder(
  profileOf: (customerId: string) => Profile | undefined,
): RepeatFinder {
  const cardsByName = new Map<string, RecordOf<'customer'>[]>()
  const cardsByPhone = new Map<string, RecordOf<'customer'>[]>()
  const rowByPhone = new Map<string, number>()
  const rowByName = new Map<string, EarlierRow>()

  function amongCustomers(draft: ImportDraft): Repeat | null {
    const phones = phonesOfDraft(draft)
    const near = [
      ...phones.flatMap((phone) => cardsByPhone.get(phone) ?? []),
      ...(cardsByName.get(draft.name) ?? []),
    ]
    if (near.length === 0) return null
    const candidate = { name: draft.name, reading: '', phones, tails: phones.map(phoneTail) }
    const [found] = findDuplicates(candidate, near.slice(0, mostCompared), profileOf, null)
    if (found === undefined) return null
    return { of: 'customer', customerId: found.card.id, reason: found.reason }
  }

  function amongRows(draft: ImportDraft): Repeat | null {
    const phones = phonesOfDraft(draft)
    for (const phone of phones) {
      const row = rowByPhone.get(phone)
      if (row !== undefined) return { of: 'row', row, reason: 'same-phone' }
    }
    const named = rowByName.get(draft.name)
    if (named === undefined || (named.hasPhone && phones.length > 0)) return null
    return { of: 'row', row: named.row, reason: 'same-name' }
  }

  function remember(row: number, draft: ImportDraft): void {
    const phones = phonesOfDraft(draft)
    for (const phone of phones) if (!rowByPhone.has(phone)) rowByPhone.set(phone, row)
    if (!rowByName.has(draft.name)) {
      rowByName.set(draft.name, { row, hasPhone: phones.length > 0 })
    }
  }

  return {
    know(card) {
      const { name, searchKeys, aliases } = card.data
      for (const each of new Set([name, searchKeys.simplified ?? name, ...aliases])) {
        keep(cardsByName, each, card)
      }
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
}

function keep<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const known = lists.get(key)
  if (known === undefined) lists.set(key, [value])
  else known.push(value)
}
