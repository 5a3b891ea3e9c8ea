import {
  addDays,
  addMonths,
  type CivilDate,
  civilDateParts,
  daysInMonth,
  isCivilDate,
  weekday,
} from './civil-date.ts'

/** A day that a text names: the words that name it, where they begin, and which day they mean. */
export interface DayInText {
  word: string
  at: number
  on: CivilDate
}

/** What the parts of a pattern mean on a day; null when that is no day or one that is over. */
type Reading = (parts: Record<string, string | undefined>, today: CivilDate) => CivilDate | null

/** One to 31 in digits, or as 十五 and 二十三. */
const number = String.raw`(?:\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])`
/** Days that are over, that come again, or that count by the moon are not meant. */
const notAfter = String.raw`(?<![\d一二两三四五六七八九十半几每上去前昨]|上个|每个|上一|农历|阴历|闰|腊)`

/** The longer ones stand first: 大后天 is not 后天, 下周五 is not 周五. */
const readings: readonly (readonly [RegExp, Reading])[] = [
  [/大后天/gu, (_, today) => addDays(today, 3)],
  // 今后日常 and 午后天气 are no days.
  [/(?<![大以之然今最饭午售])后(?:天|日)/gu, (_, today) => addDays(today, 2)],
  // 给李明晚上回电 is about a name; 明早上 is a day behind a mark or one of the words that stand before days.
  [
    /(?<!文|光|聪|透|说|表|证|注|照)明(?:天|日|儿|[早晚](?![上点些])|(?<=(?:^|\P{Script=Han}|[在于到约好就或从等是定应诺了将要我她他们户会])明)[早晚](?=上))/gu,
    (_, today) => addDays(today, 1),
  ],
  [/今(?:天|日|早|晚)/gu, (_, today) => today],
  [
    pattern(
      String.raw`(?<which>下下|下|这|本)?个?(?:(?:周|星期|礼拜)(?<day>[一二三四五六日1-6])|(?:星期|礼拜)(?<sunday>天))(?!次|回(?![访电复话信来款])|遍|个|年|圈|鸣|凡|帆|楠|涵)`,
    ),
    ({ which, day }, today) => dayOfWeek(which, day === undefined ? 7 : weekdayOf(day), today),
  ],
  [
    pattern(String.raw`(?<which>下下|下|这|本)?个?周末`),
    ({ which }, today) => weekend(which, today),
  ],
  [/(?<!下)下个?(?:周|星期|礼拜)/gu, (_, today) => addDays(today, 8 - weekday(today))],
  [
    pattern(
      String.raw`(?:(?<year>20\d\d)年|(?<next>明年))?(?<month>${number})月(?:份)?(?:(?<day>${number})(?:日|号)|(?<end>底|末))`,
    ),
    dayOfYear,
  ],
  [
    pattern(String.raw`(?<next>下个?)?月(?:底|末)`),
    ({ next }, today) => endOfMonth(addMonths(today, next === undefined ? 0 : 1)),
  ],
  [
    pattern(
      String.raw`(?<!月)(?:(?<next>下个?月)|这个月|本月)?(?<day>${number})号(?!线|楼|窗|柜|店|院|码|文|机|卡|厅|室|门|桌|位)`,
    ),
    dayOfMonth,
  ],
  [
    pattern(
      String.raw`(?<count>${number})(?:天|日|个?(?<weeks>周|星期|礼拜)|个(?<months>月))(?:之后|以后|后|之内|以内|内)`,
    ),
    later,
  ],
]

/**
 * The first day that a Chinese text names and that is not over, seen from `today`: 今天 明天 后天 大后天, 周五 星期天 下周一, 下周
 * (its Monday), 周末 (the Saturday), 月底, 12月5日, 5号, 三天后. A bare 周五 is the next one, and never today. Null when there is none.
 *
 * `dayInText('明天发给她', '2026-11-30')` is `{ word: '明天', at: 0, on: '2026-12-01' }`.
 */
export function dayInText(text: string, today: CivilDate): DayInText | null {
  let first: DayInText | null = null
  const taken: [from: number, to: number][] = []
  for (const [expression, reading] of readings) {
    for (const match of text.matchAll(expression)) {
      const [word] = match
      const at = match.index
      // 下周 within 下周五 says nothing of its own, whatever 下周五 means.
      if (taken.some(([from, to]) => at < to && at + word.length > from)) continue
      taken.push([at, at + word.length])
      const on = reading(match.groups ?? {}, today)
      if (on === null || on < today) continue
      if (first === null || at < first.at) first = { word, at, on }
    }
  }
  return first
}

function pattern(source: string): RegExp {
  return new RegExp(notAfter + source, 'gu')
}

const digits = '零一二三四五六七八九'

/** 1 to 99, of digits or Chinese numerals. */
function valueOf(numeral: string | undefined): number {
  if (numeral === undefined) return 0
  if (/^\d+$/u.test(numeral)) return Number(numeral)
  const [tens, ones] = numeral.includes('十') ? numeral.split('十') : ['零', numeral]
  return (tens === '' ? 1 : digitOf(tens)) * 10 + digitOf(ones)
}

function digitOf(character: string | undefined): number {
  if (character === undefined || character === '') return 0
  return character === '两' ? 2 : digits.indexOf(character)
}

function weekdayOf(day: string): number {
  return day === '日' ? 7 : valueOf(day)
}

function dayOfWeek(which: string | undefined, day: number, today: CivilDate): CivilDate {
  const fromMonday = day - weekday(today)
  if (which === '下') return addDays(today, fromMonday + 7)
  if (which === '下下') return addDays(today, fromMonday + 14)
  if (which !== undefined) return addDays(today, fromMonday)
  return addDays(today, fromMonday > 0 ? fromMonday : fromMonday + 7)
}

function weekend(which: string | undefined, today: CivilDate): CivilDate {
  if (which === undefined && weekday(today) === 7) return today
  return dayOfWeek(which ?? '本', 6, today)
}

/** Half a year: whoever writes 3月5日 in November means the coming one, and in May the last one. */
const aheadMonths = 6

function dayOfYear(
  { year, next, month, day, end }: Record<string, string | undefined>,
  today: CivilDate,
): CivilDate | null {
  const thisYear = civilDateParts(today).year
  const of = (inYear: number) => {
    const first = civilDate(inYear, valueOf(month), 1)
    if (first === null) return null
    return end === undefined ? civilDate(inYear, valueOf(month), valueOf(day)) : endOfMonth(first)
  }
  if (year !== undefined) return of(Number(year))
  if (next !== undefined) return of(thisYear + 1)
  const here = of(thisYear)
  if (here === null || here >= today) return here
  const coming = of(thisYear + 1)
  return coming !== null && coming <= addMonths(today, aheadMonths) ? coming : null
}

function dayOfMonth(
  { next, day }: Record<string, string | undefined>,
  today: CivilDate,
): CivilDate | null {
  const of = (months: number) => {
    const { year, month } = civilDateParts(addMonths(today, months))
    return civilDate(year, month, valueOf(day))
  }
  if (next !== undefined) return of(1)
  const here = of(0)
  return here !== null && here >= today ? here : of(1)
}

function later(
  { count, weeks, months }: Record<string, string | undefined>,
  today: CivilDate,
): CivilDate {
  const many = valueOf(count)
  if (months !== undefined) return addMonths(today, many)
  return addDays(today, weeks === undefined ? many : many * 7)
}

function endOfMonth(date: CivilDate): CivilDate {
  const { year, month } = civilDateParts(date)
  return addDays(`${date.slice(0, 8)}01`, daysInMonth(year, month) - 1)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function civilDate(year: number, month: number, day: number): CivilDate | null {
  const date = `${year}-${two(month)}-${two(day)}`
  return isCivilDate(date) ? date : null
}
