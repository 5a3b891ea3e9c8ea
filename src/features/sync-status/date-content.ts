import * as z from 'zod/mini'
import { lunarDateIn } from '#shared/domain/lunar-text.ts'
import type { Words } from './value-words.ts'

const Day = z.object({
  calendar: z.enum(['solar', 'lunar']),
  year: z.optional(z.int()),
  month: z.int().check(z.minimum(1), z.maximum(12)),
  day: z.int().check(z.minimum(1), z.maximum(31)),
  leap: z.optional(z.boolean()),
})

/**
 * The parts of an important date as one day: “农历八月十五”. `parts` are the fields that it says; `unasked` those that the
 * form fills in without a question, because this day comes every year. Null for a date that is none.
 */
export function dayContent(
  data: Record<string, unknown>,
  { language, messages }: Words,
): { text: string; parts: readonly string[]; unasked: readonly string[] } | null {
  const parsed = Day.safeParse(data)
  if (!parsed.success) return null
  const { calendar, year, month, day, leap = false } = parsed.data
  const isLunar = calendar === 'lunar'
  if (isLunar && day > 30) return null
  const said = isLunar
    ? lunarDateIn(language, { month, day, leap })
    : messages.dates.recordedSolar(month, day)
  return {
    text: year === undefined ? said : messages.sync.dayOfYear(said, year),
    parts: ['calendar', 'year', 'month', 'day', 'leap'],
    unasked: [
      ...(isLunar && leap ? [] : ['leapPolicy']),
      ...(isLunar && day === 30 ? [] : ['shortMonth']),
      ...(!isLunar && month === 2 && day === 29 ? [] : ['feb29']),
    ],
  }
}
