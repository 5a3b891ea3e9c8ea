import type { CivilDate } from '#shared/domain/civil-date.ts'
import { forbiddenText } from '#shared/domain/forbidden-text.ts'
import { parseIdentityNumber } from '#shared/domain/identity-number.ts'
import { normaliseName, parseName } from '#shared/domain/person-name.ts'
import { parsePhone, type PhoneNumber } from '#shared/domain/phone-number.ts'
import type { ContactPoint } from '#shared/domain/profile.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { readCell } from './csv-cell.ts'
import type { ImportDraft } from './import-draft.ts'
import { readNeeds } from './need-cell.ts'
import { readBirthday, readDay } from './read-birthday.ts'
import { readRelations } from './relation-cell.ts'
import type { TransferCells, TransferField } from './transfer-field.ts'
import { genderOfWord, tierOfWord } from './value-words.ts'
import { readWords } from './word-list-cell.ts'

/** Why a row is not taken as it is; the code is a key of the catalogues' `fieldErrors`, and never holds a value. */
export interface RowProblem {
  field: TransferField
  code: string
}

/** As many as the form of a customer takes (see `customer-form-check.ts`). */
const most = { aliases: 10, words: 40, wordLength: 40, contactPoints: 20 } as const

/** Needs, or relations, of one row: more than anybody writes into one cell. */
export const mostImportedEntries = 20

/** A row that can be imported, and what of it stays behind: a wrong identity number is no reason to do without the customer. */
export interface CheckedRow {
  draft: ImportDraft
  leftOut: RowProblem[]
}

/**
 * One row as a customer, or everything that is wrong with it, by the rules of the customer form. Only a name is asked for;
 * what is there must be right, because nobody looks at fifty thousand rows one by one.
 */
export function checkRow(
  cells: TransferCells,
  { today }: { today: CivilDate },
): Result<CheckedRow, { type: 'row-problems'; problems: RowProblem[] }> {
  const leftOut: RowProblem[] = []
  const problems: RowProblem[] = []
  const refuse = (field: TransferField, code: string) => void problems.push({ field, code })
  const read = (field: TransferField) => readCell(cells[field] ?? '').trim()

  const text = (field: TransferField, longest: number): string | undefined => {
    const written = read(field)
    const value = longest === textLimits.line ? written.replace(/\s*[\r\n]+\s*/gu, ' ') : written
    const code = textProblem(value, longest)
    if (code !== null) refuse(field, code)
    return value || undefined
  }
  const words = (field: 'aliases' | 'likes' | 'taboos' | 'tags'): string[] => {
    const found = readWords(read(field))
    const normal = field === 'aliases' ? found.map(normaliseName).filter(Boolean) : found
    const code = field === 'aliases' ? aliasProblem(normal) : wordProblem(normal)
    if (code !== null) refuse(field, code)
    return normal
  }
  const points = (field: PointField): Point[] =>
    valuesOf(field, read(field)).flatMap((value) => {
      const point = readPoint(field, value)
      if (point.ok) return [point.value]
      refuse(field, point.error.type)
      return []
    })
  const word = <Value>(
    field: 'gender' | 'tier',
    meaningOf: (word: string) => Value | undefined,
  ): Value | undefined => {
    const written = read(field).normalize('NFKC').toLowerCase()
    if (written === '') return undefined
    const meaning = meaningOf(written)
    if (meaning === undefined) refuse(field, `${field}-unknown`)
    return meaning
  }

  const entries = <Entry>(
    field: 'needs' | 'relations',
    readEntries: (cell: string) => Entry[] | null,
  ): Entry[] => {
    const found = readEntries(read(field))
    if (found === null) refuse(field, `${field}-unknown`)
    else if (found.length > mostImportedEntries) refuse(field, 'too-many-entries')
    return found ?? []
  }
  const planOf = (): ImportDraft['plan'] => {
    const goals = text('planGoals', textLimits.paragraph)
    const nextSteps = text('planNextSteps', textLimits.paragraph)
    const typedDay = read('planReviewOn')
    const reviewOn = typedDay === '' ? null : readDay(typedDay)
    if (reviewOn?.ok === false) refuse('planReviewOn', reviewOn.error.type)
    if (goals === undefined) {
      if (nextSteps !== undefined || reviewOn !== null) refuse('planGoals', 'plan-goals-needed')
      return undefined
    }
    return filled({ goals, nextSteps, reviewOn: reviewOn?.ok ? reviewOn.value : undefined })
  }

  const name = parseName(read('name'))
  const code = nameProblem(name)
  if (code !== null) refuse('name', code)
  const birthday = read('birthday') === '' ? null : readBirthday(read('birthday'), today)
  if (birthday?.ok === false) refuse('birthday', birthday.error.type)
  const identity = readIdentity(read('identity'), today)
  if (identity?.ok === false) leftOut.push({ field: 'identity', code: identity.error.type })
  const contactPoints = uniquePoints(pointFields.flatMap(points))
  if (contactPoints.length > most.contactPoints) refuse('mobile', 'too-many-contact-points')

  const relations = entries('relations', readRelations)
  for (const relation of relations) {
    const code = relation.name.length > textLimits.name ? 'alias-too-long' : null
    const problem = code ?? forbiddenText(relation.name)
    if (problem !== null) refuse('relations', problem)
  }

  const draft: ImportDraft = filled({
    name: name.ok ? name.value : '',
    salutation: text('salutation', textLimits.line),
    gender: word('gender', genderOfWord),
    tier: word('tier', tierOfWord) ?? 'mass',
    contactPoints,
    number: identity?.ok === true ? identity.value : undefined,
    birthday: birthday?.ok === true ? birthday.value : undefined,
    occupation: text('occupation', textLimits.line),
    employer: text('employer', textLimits.line),
    aliases: words('aliases'),
    likes: words('likes'),
    taboos: words('taboos'),
    tags: words('tags'),
    family: text('family', textLimits.paragraph),
    habits: text('habits', textLimits.paragraph),
    needs: entries('needs', readNeeds),
    relations,
    plan: planOf(),
    pinnedNote: text('pinnedNote', textLimits.paragraph),
  })
  return problems.length === 0
    ? ok({ draft, leftOut })
    : fail({ type: 'row-problems', problems: [...problems, ...leftOut] })
}

/** What our own tables write, where only the last four are known; it says nothing new. */
const onlyTail = /^\*+\d{3}[\dX]$/u

function readIdentity(
  cell: string,
  today: CivilDate,
): Result<NonNullable<ImportDraft['number']>, { type: string }> | null {
  if (cell === '' || onlyTail.test(cell.normalize('NFKC'))) return null
  const parsed = parseIdentityNumber(cell, today)
  if (!parsed.ok) return parsed
  const { number, last4 } = parsed.value
  return ok({ number, last4 })
}

type Point = Pick<ContactPoint, 'kind' | 'value'>

const pointFields = ['mobile', 'tel', 'wechat', 'email', 'address'] as const
type PointField = (typeof pointFields)[number]

/** An address may hold any sign; of the others several stand in one cell. */
function valuesOf(field: PointField, cell: string): string[] {
  const values = field === 'address' ? cell.split(/[\r\n]+/u) : cell.split(/[、,，;；/|\r\n]/u)
  return values.map((value) => value.trim()).filter((value) => value !== '')
}

function readPoint(field: PointField, value: string): Result<Point, { type: string }> {
  if (field === 'mobile' || field === 'tel') {
    const phone = parsePhone(value)
    if (!phone.ok) return phone
    const { value: number } = field === 'tel' ? withLostZero(phone) : phone
    return ok({ kind: number.kind === 'landline' ? 'tel' : field, value: number.value })
  }
  if (field === 'email' && !/^\S+@\S+\.\S+$/u.test(value)) return fail({ type: 'email-shape' })
  const code = textProblem(value, textLimits.line)
  return code === null ? ok({ kind: field, value }) : fail({ type: code })
}

/** A spreadsheet takes 01088887777 for a number and loses its zero; with it, it is the landline that its column says. */
function withLostZero(phone: { value: PhoneNumber }): { value: PhoneNumber } {
  if (phone.value.kind !== 'other' || !/^[1-9]\d+$/u.test(phone.value.value)) return phone
  const whole = parsePhone(`0${phone.value.value}`)
  return whole.ok && whole.value.kind === 'landline' ? whole : phone
}

function uniquePoints(points: readonly Point[]): Point[] {
  return [...new Map(points.map((point) => [`${point.kind}|${point.value}`, point])).values()]
}

function nameProblem(name: ReturnType<typeof parseName>): string | null {
  if (name.ok) return forbiddenText(name.value)
  return name.error.type === 'name-empty' ? 'name-required' : name.error.type
}

function textProblem(value: string, longest: number): string | null {
  if (value.length > longest) {
    return longest === textLimits.line ? 'line-too-long' : 'paragraph-too-long'
  }
  return forbiddenText(value)
}

function aliasProblem(aliases: readonly string[]): string | null {
  if (aliases.length > most.aliases) return 'too-many-aliases'
  if (aliases.some((alias) => alias.length > textLimits.name)) return 'alias-too-long'
  return firstForbidden(aliases)
}

function wordProblem(words: readonly string[]): string | null {
  if (words.length > most.words) return 'too-many-words'
  if (words.some((word) => word.length > most.wordLength)) return 'word-too-long'
  return firstForbidden(words)
}

function firstForbidden(texts: readonly string[]): string | null {
  return texts.map(forbiddenText).find((kind) => kind !== null) ?? null
}

/** Absent is absent, as in a record. */
function filled<Data extends object>(data: {
  [Key in keyof Data]: Data[Key] | undefined
}): Data {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as Data
}
