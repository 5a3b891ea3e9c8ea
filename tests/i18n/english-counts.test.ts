import { expect, test } from 'vitest'
import { audit } from '#i18n/admin/en/audit.ts'
import { backups } from '#i18n/admin/en/backups.ts'
import { branches } from '#i18n/admin/en/branches.ts'
import { console } from '#i18n/admin/en/console.ts'
import { recovery } from '#i18n/admin/en/recovery.ts'
import { rules } from '#i18n/admin/en/rules.ts'
import { churn } from '#i18n/churn/en.ts'
import { counted } from '#i18n/en/counted.ts'
import { en } from '#i18n/en.ts'
import { find } from '#i18n/find/en.ts'
import { merge } from '#i18n/merge/en.ts'
import { transfer } from '#i18n/transfer/en.ts'

const admin = { audit, backups, branches, console, recovery, rules }

/** Words that are counted somewhere, as they stand after more than one. */
const plurals = [
  'days hours minutes seconds years times weeks months',
  'customers colleagues devices branches people',
  'changes fields entries items records rows cards cells lines characters pairs bands blocks differences',
  'notes tasks dates complaints plans contacts tries hand-overs birthdays snapshots relations signals',
]
const wrong = new RegExp(
  String.raw`(?<![-\d.,])\b1 (?:[a-z]+ )?(?:${plurals.join(' ').split(' ').join('|')})\b`,
  'u',
)

/** Every text of a catalogue that is wrong with ones, be they numbers or figures, at the front or behind a name. */
function* saidWithOne(texts: unknown, path: string): Generator<string> {
  if (typeof texts === 'function') {
    for (const first of [[], ['Li Ming']]) {
      // A text takes one of both; the other is no fault of it.
      const said = [1, '1'].flatMap((one) => trySaying(texts, [...first, one, one, one, one]) ?? [])
      if (said.length > 0 && said.every((each) => wrong.test(each))) yield `${path}: ${said[0]}`
    }
  } else if (typeof texts === 'object' && texts !== null) {
    for (const [name, member] of Object.entries(texts))
      yield* saidWithOne(member, `${path}.${name}`)
  }
}

/** Null for what takes something else than that. */
function trySaying(text: object, values: readonly unknown[]): string | null {
  try {
    const said: unknown = Reflect.apply(text as () => unknown, undefined, values)
    return typeof said === 'string' ? said : null
  } catch {
    return null
  }
}

test('a count stands with the word that belongs to it', () => {
  expect([0, 1, 2, '1', '1,001'].map((count) => counted(count, 'note'))).toEqual([
    '0 notes',
    '1 note',
    '2 notes',
    '1 note',
    '1,001 notes',
  ])
  expect(counted(1, 'entry', 'entries')).toBe('1 entry')
  expect(counted(3, 'entry', 'entries')).toBe('3 entries')
})

test('no English text says “1 notes”', () => {
  expect(wrong.test('1 notes')).toBe(true)
  expect(wrong.test('21 notes, 1 note')).toBe(false)
  const found = [...saidWithOne({ en, admin, churn, find, merge, transfer }, 'en')]
  expect(found).toEqual([])
})
