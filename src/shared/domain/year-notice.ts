import {
  addDays,
  type CivilDate,
  civilDateFromParts,
  civilDateParts,
  daysBetween,
  daysInMonth,
} from './civil-date.ts'
import type { YearPlan } from './rule-change.ts'

/** What was read out of a notice, and the lines in which no day was found. */
export interface ReadNotice {
  plan: YearPlan
  unread: string[]
}

/** Longest run of days that is one holiday; what is longer is a slip of the finger. */
const longestRun = 31

/**
 * Reads the holidays of a year out of text as it is pasted: the notice of the State Council (“一、元旦：1月1日（周五）至3日
 * （周日）放假调休，共3天。1月4日（周一）上班。”), or a day a line (“2027-01-01 元旦”, “2027-01-04 上班”). Days that say another year are
 * read as such: `YearPlan` refuses them.
 */
export function readYearNotice(text: string, year: string): ReadNotice {
  const plan: YearPlan = { year, holidays: [], makeUpDays: [] }
  const unread: string[] = []
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const plain = plainOf(line)
    const name = nameBefore(plain)
    const found = clausesOf(plain).map((clause) => readClause(clause, Number(year), name))
    for (const { holidays, makeUpDays } of found) {
      plan.holidays.push(...holidays)
      plan.makeUpDays.push(...makeUpDays)
    }
    const isRead = found.some((one) => one.holidays.length + one.makeUpDays.length > 0)
    if (!isRead) unread.push(line.trim())
  }
  return { plan, unread }
}

/** The text from which `readYearNotice` reads the same days: a holiday a line, then the make-up days. */
export function writeYearNotice({ holidays, makeUpDays }: Omit<YearPlan, 'year'>): string {
  const lines = runsOf(holidays).map(({ first, last, name }) => {
    const days = first === last ? wordsOf(first) : `${wordsOf(first)}至${wordsOf(last)}`
    return `${name === undefined ? '' : `${name}：`}${days}放假`
  })
  return [...lines, ...makeUpDays.toSorted().map((day) => `${wordsOf(day)}上班`)].join('\n')
}

/** Days off in a row under one name. */
export function runsOf(
  holidays: YearPlan['holidays'],
): { first: CivilDate; last: CivilDate; name: string | undefined }[] {
  const runs: { first: CivilDate; last: CivilDate; name: string | undefined }[] = []
  for (const { on, name } of holidays.toSorted((one, other) => (one.on < other.on ? -1 : 1))) {
    const run = runs.at(-1)
    if (run !== undefined && run.name === name && daysBetween(run.last, on) === 1) run.last = on
    else runs.push({ first: on, last: on, name })
  }
  return runs
}

const date = String.raw`(?:(\d{4})\s*[年\-/.]\s*)?(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*日?`
const range = new RegExp(
  `${date}(?:\\s*(?:至|到|~|—|–|-)\\s*(?:(\\d{4})\\s*[年\\-/.]\\s*)?(?:(\\d{1,2})\\s*[月\\-/.]\\s*)?(\\d{1,2})\\s*日?)?`,
  'g',
)

/** What stands together: a day, and what is said of it, also behind a comma. */
function clausesOf(line: string): string[] {
  return line.split(/[。;]/).flatMap((sentence) => {
    const clauses: string[] = []
    for (const part of sentence.split(',')) {
      if (clauses.length === 0 || new RegExp(date).test(part)) clauses.push(part)
      else clauses.push(`${clauses.pop() ?? ''} ${part}`)
    }
    return clauses
  })
}

function readClause(
  clause: string,
  year: number,
  name: string | undefined,
): Pick<YearPlan, 'holidays' | 'makeUpDays'> {
  const days = [...clause.matchAll(range)].flatMap((match) => daysOf(match, year))
  if (days.length === 0) return { holidays: [], makeUpDays: [] }
  if (/班/.test(clause)) return { holidays: [], makeUpDays: days }
  const called = name ?? nameAfter(clause)
  return {
    holidays: days.map((on) => (called === undefined ? { on } : { on, name: called })),
    makeUpDays: [],
  }
}

/** The days of one match; none when it is no day of any month. */
function daysOf(match: RegExpMatchArray, year: number): CivilDate[] {
  const [, fromYear, fromMonth, fromDay, toYear, toMonth, toDay] = match
  const first = dayOf(fromYear ?? String(year), fromMonth, fromDay)
  if (first === undefined) return []
  if (toDay === undefined) return [first]
  const parts = civilDateParts(first)
  const last = dayOf(toYear ?? String(parts.year), toMonth ?? String(parts.month), toDay)
  if (last === undefined) return [first]
  const count = daysBetween(first, last) + 1
  if (count < 1 || count > longestRun) return []
  return Array.from({ length: count }, (_, index) => addDays(first, index))
}

function dayOf(
  yearText: string | undefined,
  monthText: string | undefined,
  dayText: string | undefined,
): CivilDate | undefined {
  const [year, month, day] = [Number(yearText), Number(monthText), Number(dayText)]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  return civilDateFromParts({ year, month, day })
}

/** Without what stands in brackets (“周五”), with plain digits and signs. */
function plainOf(line: string): string {
  return line
    .normalize('NFKC')
    .replaceAll(/\([^)]*\)/g, '')
    .replaceAll(/～|〜/g, '~')
}

/** `元旦` of `一、元旦:1月1日…`. */
function nameBefore(line: string): string | undefined {
  const [, name] = /^\s*(?:[一二三四五六七八九十\d]+[、.]\s*)?([^:\d]{1,20}):/.exec(line) ?? []
  return name?.trim()
}

/** `元旦` of `2027-01-01 元旦`. */
function nameAfter(clause: string): string | undefined {
  const name = clause.replaceAll(range, '').replaceAll(/放假|调休|休息|共\d+天|[\s:]/g, '')
  return name === '' || name.length > 20 ? undefined : name
}

/** `1月1日`. */
function wordsOf(day: CivilDate): string {
  const { month, day: number } = civilDateParts(day)
  return `${month}月${number}日`
}
