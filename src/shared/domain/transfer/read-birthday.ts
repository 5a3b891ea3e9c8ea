import { civilDateParts, daysInMonth, type CivilDate } from '#shared/domain/civil-date.ts'
import { earliestDay } from '#shared/domain/day-bounds.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'

/** A birthday of the solar calendar; the year is not always told. */
export interface Birthday {
  year?: number
  month: number
  day: number
}

export interface BirthdayProblem {
  type:
    | 'birthday-unclear'
    | 'birthday-impossible'
    | 'date-too-early'
    | 'birthday-future'
    | 'birthday-lunar'
}

/** Earlier years are a slip of the hand. */
const earliestYear = civilDateParts(earliestDay).year

const shapes = [
  /^(?<year>\d{4})[-/.年](?<month>\d{1,2})[-/.月](?<day>\d{1,2})日?(?:[t ].*)?$/iu,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/u,
  /^(?:--)?(?<month>\d{1,2})[-/.月](?<day>\d{1,2})日?$/u,
  /^--(?<month>\d{2})(?<day>\d{2})$/u,
] as const

/**
 * 1985-10-01, 1985/10/1, 1985年10月1日, 19851001, 10月1日, and vCard's --1001. Which of 10/1/1985 is the month nobody can
 * tell: `birthday-unclear`, like whatever is no date. `birthday-lunar`: 农历 is entered where its next days are shown.
 */
export function readBirthday(typed: string, today: CivilDate): Result<Birthday, BirthdayProblem> {
  const plain = typed.normalize('NFKC').trim()
  if (/农历|阴历|lunar|[正腊闰初廿]/iu.test(plain)) return fail({ type: 'birthday-lunar' })
  const parts = shapes.map((shape) => shape.exec(plain)?.groups).find((found) => found != null)
  if (parts === undefined) return fail({ type: 'birthday-unclear' })
  const year = parts['year'] === undefined ? undefined : Number(parts['year'])
  const month = Number(parts['month'])
  const day = Number(parts['day'])
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year ?? leapYear, month)) {
    return fail({ type: 'birthday-impossible' })
  }
  if (year === undefined) return ok({ month, day })
  if (year < earliestYear) return fail({ type: 'date-too-early' })
  return isAfter({ year, month, day }, today)
    ? fail({ type: 'birthday-future' })
    : ok({ year, month, day })
}

/** A day with its year, in the same ways to write it; also one to come. */
export function readDay(
  typed: string,
): Result<CivilDate, { type: 'day-unclear' | 'birthday-impossible' | 'date-too-early' }> {
  const plain = typed.normalize('NFKC').trim()
  const parts = (shapes[0].exec(plain) ?? shapes[1].exec(plain))?.groups
  const [year, month, day] = [parts?.['year'], parts?.['month'], parts?.['day']].map(Number)
  if (parts === undefined || year === undefined || month === undefined || day === undefined) {
    return fail({ type: 'day-unclear' })
  }
  const isThere = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  if (!isThere) return fail({ type: 'birthday-impossible' })
  if (year < earliestYear) return fail({ type: 'date-too-early' })
  return ok(writeBirthday({ year, month, day }))
}

/** As `readBirthday` reads it. */
export function writeBirthday({
  year,
  month,
  day,
}: {
  year?: number | undefined
  month: number
  day: number
}): string {
  const date = `${two(month)}-${two(day)}`
  return year === undefined ? date : `${String(year).padStart(4, '0')}-${date}`
}

/** 29 February is a birthday. */
const leapYear = 2000

function isAfter({ year, month, day }: Required<Birthday>, today: CivilDate): boolean {
  const now = civilDateParts(today)
  return year * 10_000 + month * 100 + day > now.year * 10_000 + now.month * 100 + now.day
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
