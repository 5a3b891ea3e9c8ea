/** What a field of a form holds, as a record keeps it; an empty one is absent. */
export function text(value: string): string | undefined {
  return value.trim() || undefined
}

/** Words of a list, each once. */
export function words(values: readonly string[]): string[] {
  return [...new Set(values.map((value) => value.trim()))].filter((value) => value !== '')
}

/** As it travels: a record holds no `undefined`. */
export function filled<Data extends object>(data: Data): Data {
  return JSON.parse(JSON.stringify(data))
}
