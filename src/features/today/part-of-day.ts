/** The greeting of an hour of the day, 0–23. */
export function partOfDay(
  hour: number,
): 'night' | 'early' | 'morning' | 'noon' | 'afternoon' | 'evening' {
  if (hour < 5) return 'night'
  if (hour < 9) return 'early'
  if (hour < 12) return 'morning'
  if (hour < 14) return 'noon'
  return hour < 18 ? 'afternoon' : 'evening'
}
