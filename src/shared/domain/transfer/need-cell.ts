import { type Need, type NeedType, needTypes } from '#shared/domain/need.ts'
import { assetBands, horizons } from '#shared/domain/profile.ts'
import { writeWords } from './word-list-cell.ts'

/** What a table says of a need; that it is open, and since when, follows from the import. */
export type NeedDraft = Pick<Need, 'type' | 'amountBand' | 'horizon'>

type Language = 'zh-CN' | 'en'
type Words = readonly string[]

/** What people write, in small letters; the first two are those that we write ourselves, in Chinese and in English. */
const typeWords: Record<NeedType, Words> = {
  short_term_cash: ['短期资金打理', 'short-term cash', '短期资金', '短期理财'],
  growth: ['财富增值', 'growing wealth', '增值', 'growth'],
  retirement: ['养老规划', 'retirement', '养老'],
  education: ['子女教育', 'children’s education', '教育', 'education'],
  housing: ['购房与装修', 'home and renovation', '购房', '装修', 'housing'],
  financing: ['贷款与周转', 'loans and cash flow', '贷款', '融资', 'loan', 'loans'],
  protection: ['保障', 'protection', '保险', 'insurance'],
  inheritance: ['财富传承', 'inheritance', '传承'],
  payments: ['结算便利', 'easy payments', '结算', 'payments'],
  trouble: ['服务不便', 'trouble with service', 'trouble'],
  other: ['其他', 'other'],
}
const bandWords: Record<(typeof assetBands)[number], Words> = {
  under_50k: ['5 万以下', 'under ¥50k'],
  '50k_500k': ['5–50 万', '¥50k–500k'],
  '500k_6m': ['50–600 万', '¥500k–6m'],
  over_6m: ['600 万以上', 'over ¥6m'],
}
const horizonWords: Record<(typeof horizons)[number], Words> = {
  under_1y: ['1 年以内', 'under 1 year'],
  '1y_3y': ['1–3 年', '1–3 years'],
  '3y_5y': ['3–5 年', '3–5 years'],
  over_5y: ['5 年以上', 'over 5 years'],
}

/** “养老规划（5–50 万，1–3 年）；保障”. */
export function writeNeeds(needs: readonly NeedDraft[], language: Language): string {
  const word = (words: Words | undefined) => words?.[language === 'en' ? 1 : 0]
  return writeWords(
    needs.map(({ type, amountBand, horizon }) => {
      const details = [
        word(amountBand && bandWords[amountBand]),
        word(horizon && horizonWords[horizon]),
      ].filter((each) => each !== undefined)
      const name = word(typeWords[type]) ?? type
      if (details.length === 0) return name
      return language === 'en'
        ? `${name} (${details.join(', ')})`
        : `${name}（${details.join('，')}）`
    }),
  )
}

/** As `writeNeeds` writes them, or as people do; null when one of them cannot be told. */
export function readNeeds(cell: string): NeedDraft[] | null {
  const needs = needsIn(cell).map(readNeed)
  return needs.every((need) => need !== null) ? needs : null
}

/** Nothing parts within brackets. */
const separator = /[;；、，,\n](?![^()（）]*[)）])/u

/** The cell's needs, each with its band and horizon, though a comma stands before them; each once. */
function needsIn(cell: string): string[] {
  const needs: string[] = []
  for (const part of cell.split(separator).map((each) => each.trim())) {
    if (part === '') continue
    const before = isOnlyDetails(part) ? needs.pop() : undefined
    needs.push(before === undefined ? part : `${before} ${part}`)
  }
  return [...new Set(needs)]
}

function isOnlyDetails(text: string): boolean {
  const [, afterBand] = startOf(plain(text), assetBands, bandWords)
  const [, rest] = startOf(afterBand, horizons, horizonWords)
  return rest === ''
}

function readNeed(text: string): NeedDraft | null {
  const [type, afterType] = startOf(plain(text), needTypes, typeWords)
  if (type === undefined) return null
  const [amountBand, afterBand] = startOf(afterType, assetBands, bandWords)
  const [horizon, rest] = startOf(afterBand, horizons, horizonWords)
  if (rest !== '') return null
  return {
    type,
    ...(amountBand === undefined ? {} : { amountBand }),
    ...(horizon === undefined ? {} : { horizon }),
  }
}

/** The value whose word stands first, and what follows it; of several words the longest. */
function startOf<Value extends string>(
  text: string,
  values: readonly Value[],
  words: Record<Value, Words>,
): [value: Value | undefined, rest: string] {
  const known = values.flatMap((value) =>
    words[value].map((word) => ({ value, word: plain(word) })),
  )
  const [found] = known
    .filter(({ word }) => text.startsWith(word))
    .toSorted((one, other) => other.word.length - one.word.length)
  return found === undefined ? [undefined, text] : [found.value, text.slice(found.word.length)]
}

/** Without what people leave out or write otherwise: spaces, brackets, commas and semicolons, kinds of dashes and quotes, the sign of the currency. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[–—~至]/gu, '-')
    .replace(/[\s(),;、:¥'’]/gu, '')
}
