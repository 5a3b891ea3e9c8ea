/**
 * “1 note”, “2 notes”, “1,234 notes”: a count with its word. `count` may stand in figures already. English asks of a whole number
 * only whether it is one (`Intl.PluralRules` says the same); words that do not end with “s” name their plural.
 */
export function counted(count: number | string, one: string, other = `${one}s`): string {
  return `${count} ${String(count) === '1' ? one : other}`
}
