import type { Language } from './language.tsx'

const timeZone = 'Asia/Shanghai'

/** Making a format took 2.4 ms and using it 1 µs (Node 26, busy machine), and a list shows dozens of dates with every key. */
const made = new Map<string, Intl.DateTimeFormat>()

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  const known = made.get(key)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat(language, options)
  made.set(key, format)
  return format
}

/** `2026-11-23` → “11月23日 星期一” or “Mon, 23 Nov”; the year only when it is not the present one. */
export function formatDate(
  language: Language,
  civilDate: string,
  options: { weekday?: boolean; presentYear?: number } = {},
): string {
  const [year = 0, month = 1, day = 1] = civilDate.split('-').map(Number)
  const format = dateFormat(language, {
    timeZone: 'UTC',
    month: language === 'en' ? 'short' : 'long',
    day: 'numeric',
    ...(options.weekday ? { weekday: language === 'en' ? 'short' : 'long' } : {}),
    ...(options.presentYear !== undefined && options.presentYear !== year
      ? { year: 'numeric' }
      : {}),
  })
  return format.format(new Date(Date.UTC(year, month - 1, day)))
}

/** An instant (ms) → “10:42”, Beijing time. */
export function formatTime(language: Language, instant: number): string {
  return dateFormat(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(instant)
}

/** An instant (ms) → “11月23日 10:42”, Beijing time. */
export function formatInstant(language: Language, instant: number): string {
  return dateFormat(language, {
    timeZone,
    month: language === 'en' ? 'short' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(instant)
}

const countFormats: Partial<Record<Language, Intl.NumberFormat>> = {}

/** 20000 → “20,000”. */
export function formatCount(language: Language, count: number): string {
  const format = (countFormats[language] ??= new Intl.NumberFormat(language))
  return format.format(count)
}
