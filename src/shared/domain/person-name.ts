import { fail, ok, type Result } from './result.ts'
import { isCompoundSurname } from './surname.ts'
import { textLimits } from './text-limits.ts'
import { toSimplified } from './traditional-characters.ts'

export type NameProblem =
  | { type: 'name-empty' }
  | { type: 'name-too-long'; length: number; longest: number }
  | { type: 'name-without-letter' }

/**
 * Checks a name as typed or imported and answers it normalised (see `normaliseName`).
 * Errors: `name-empty`, `name-too-long` (more than 60 UTF-16 units, as the record's schema counts), `name-without-letter` (digits or signs only).
 */
export function parseName(typed: string): Result<string, NameProblem> {
  const name = normaliseName(typed)
  if (name === '') return fail({ type: 'name-empty' })
  if (name.length > textLimits.name) {
    return fail({ type: 'name-too-long', length: name.length, longest: textLimits.name })
  }
  if (!/\p{L}/u.test(name)) return fail({ type: 'name-without-letter' })
  return ok(name)
}

/**
 * One way to write a name: composed characters, full-width Latin made narrow, invisible characters and outer
 * spaces dropped, “张 伟” → “张伟”, one space between Latin words, and every kind of dot beside a Chinese
 * character the `·` of the national standard. Traditional characters stay: they are the person's name. What it
 * answers it answers again for itself, so that a name read from an export is the name that was exported.
 */
export function normaliseName(typed: string): string {
  return (
    typed
      .replace(invisible, '')
      // NFKC as a whole would also rewrite characters that people really bear; only these are look-alikes.
      .replace(lookAlikes, (character) => character.normalize('NFKC'))
      .normalize('NFC')
      .replace(/\s+/gu, ' ')
      .replace(dotBesideChinese, '·')
      .replace(spaceBesideChinese, '')
      .replace(/^[· ]+|[· ]+$/gu, '')
  )
}

/**
 * The surname of a Chinese name (欧阳娜娜 → 欧阳, 张伟 → 张); undefined for a dotted, Latin or empty name, which
 * has none in this sense. Of two characters the first is the surname: 欧阳 alone is Ms Ou.
 */
export function surnameOf(name: string): string | undefined {
  const characters = [...name]
  if (characters.length === 0 || !characters.every((character) => han.test(character)))
    return undefined
  const compound = characters.slice(0, 2).join('')
  if (characters.length > 2 && isCompoundSurname(toSimplified(compound))) return compound
  return characters[0]
}

/**
 * A name for screens that clients can see: 张伟 → 张*, 欧阳娜娜 → 欧阳**. At most two stars, so that the length
 * of a long name tells nothing; of a dotted or Latin name only the first character stays.
 */
export function maskName(name: string): string {
  const characters = [...name]
  if (characters.length === 0) return ''
  const surname = surnameOf(name)
  if (surname === undefined) return `${characters[0]}**`
  const hidden = characters.length - [...surname].length
  return surname + '*'.repeat(Math.min(Math.max(hidden, 1), 2))
}

/** The dots people type for the `·` of a name. */
const nameDots = '·•・.‧∙⋅･ᐧ●．。｡'

const han = /^[\p{Script=Han}〇]$/u
const invisible = /\p{Cc}|\p{Cf}|\p{Variation_Selector}/gu
/** Full-width forms, the ideographic space, Kangxi and other radicals that look like characters. */
const lookAlikes = /[\uff01-\uff9f\u3000\u2f00-\u2fd5\u2e80-\u2ef3]/gu
const dotBesideChinese = new RegExp(
  `(?<=\\p{Script=Han}) ?[${nameDots}][${nameDots} ]*| ?[${nameDots}][${nameDots} ]*(?=\\p{Script=Han})`,
  'gu',
)
const spaceBesideChinese = /(?<=[\p{Script=Han}〇·]) | (?=[\p{Script=Han}〇·])/gu
