/** `09:00`, and what fingers make of it: `9:00`, `0900`, `9：00`. */
const clock = /^([01]?\d|2[0-3])[:：]?([0-5]\d)$/

/** Whether somebody typed a time of day. */
export function isTime(text: string): boolean {
  return clock.test(text.trim())
}

/** Minutes since midnight of a typed time of day; NaN for what is none. */
export function minutesOf(text: string): number {
  const [, hour, minute] = clock.exec(text.trim()) ?? []
  return Number(hour) * 60 + Number(minute)
}
