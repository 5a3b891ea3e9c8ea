/** The two parts of a field path: `contactPoints.<key>` → field and key. */
export function splitFieldPath(path: string): { field: string; key: string | null } {
  const dot = path.indexOf('.')
  return dot === -1
    ? { field: path, key: null }
    : { field: path.slice(0, dot), key: path.slice(dot + 1) }
}

/** The value at a path, or undefined. */
export function readPath(data: Record<string, unknown>, path: string): unknown {
  const { field, key } = splitFieldPath(path)
  const value = own(data, field)
  if (key === null) return value
  return isEntries(value) ? own(value, key) : undefined
}

/** The same data with another value at a path; `null` and `undefined` take it away. */
export function writePath(
  data: Record<string, unknown>,
  path: string,
  value: unknown,
): Record<string, unknown> {
  const { field, key } = splitFieldPath(path)
  if (key === null) return withEntry(data, field, value)
  const entries = own(data, field)
  return { ...data, [field]: withEntry(isEntries(entries) ? entries : {}, key, value) }
}

function withEntry(
  entries: Record<string, unknown>,
  key: string,
  value: unknown,
): Record<string, unknown> {
  if (value !== null && value !== undefined) return { ...entries, [key]: value }
  return Object.fromEntries(Object.entries(entries).filter(([name]) => name !== key))
}

function isEntries(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** A key from outside must not reach the prototype. */
function own(entries: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(entries, key) ? entries[key] : undefined
}
