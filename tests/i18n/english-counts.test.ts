import { expect, test } from 'vitest'
import { audit } from '#i18n/admin/en/audit.ts'
import { backups } from '#i18n/admin/en/backups.ts'
import { branches } from '#i18n/admin/en/branches.ts'
import { console } from '#i18n/admin/en/console.ts'
import { recovery } from '#i18n/admin/en/recovery.ts'
import { rules } from '#i18n/admin/en/rules.ts'
import { changes } from '#i18n/changes/en.ts'
import { churn } from '#i18n/churn/en.ts'
import { counted } from '#i18n/en/counted.ts'
import { en } from '#i18n/en.ts'
import { feedback } from '#i18n/feedback/en.ts'
import { find } from '#i18n/find/en.ts'
import { merge } from '#i18n/merge/en.ts'
import { templates } from '#i18n/templates/en.ts'
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

/** Every text of a catalogue that is wrong with ones, be they numbers, figures or in an object, at the front or behind a name or names. */
function* saidWithOne(texts: unknown, path: string): Generator<string> {
  if (typeof texts === 'function') {
    for (const first of [[], ['Li Ming'], [['Li Ming']]]) {
      // A text takes one of them; that the others do not fit is no fault of it.
      const said = [1, '1', ones].flatMap(
        (one) => trySaying(texts, [...first, one, one, one, one, one]) ?? [],
      )
      if (said.length > 0 && said.every((each) => wrong.test(each))) yield `${path}: ${said[0]}`
    }
  } else if (typeof texts === 'object' && texts !== null) {
    for (const [name, member] of Object.entries(texts))
      yield* saidWithOne(member, `${path}.${name}`)
  }
}

/** An object of which everything is one, and which is one itself where it is written. */
const ones: unknown = new Proxy(
  {},
  { get: (_, name) => (name === Symbol.toPrimitive ? () => '1' : 1) },
)

/** A list as its lines. Null for what takes something else than that. */
function trySaying(text: object, values: readonly unknown[]): string | null {
  try {
    const answer: unknown = Reflect.apply(text as () => unknown, undefined, values)
    const said = Array.isArray(answer) ? answer.join('\n') : answer
    return typeof said === 'string' && !/undefined|NaN/u.test(said) ? said : null
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
  const catalogues = { en, admin, changes, churn, feedback, find, merge, templates, transfer }
  expect([...saidWithOne(catalogues, 'en')]).toEqual([])
})

test('a wrong text is found whatever it takes and answers', () => {
  const faulty = {
    number: (count: number) => `${count} notes`,
    figures: (name: string, count: string) => `${name}: ${count} tasks`,
    object: (name: string, rule: { days: number }) => `${name}: ${rule.days} days`,
    list: (names: readonly string[], count: number) => `${names.join(', ')}: ${count} customers`,
    lines: (rule: { days: number }) => ['all of them', `${rule.days} days`],
  }
  const found = [...saidWithOne(faulty, '')].map((each) => each.split(':')[0])
  expect(new Set(found)).toEqual(new Set(Object.keys(faulty).map((name) => `.${name}`)))
  const right = {
    number: (count: number) => (count === 1 ? '1 note' : `${count} notes`),
    lines: (rule: { days: number }) => [counted(rule.days, 'day')],
  }
  expect([...saidWithOne(right, '')]).toEqual([])
})
