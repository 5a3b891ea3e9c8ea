/** A piece of JSON Schema, as the description of the API writes it. */
type Schema = Record<string, unknown>

/** A value that a schema of the API takes, with `id` wherever a UUID is asked for; nothing is left out that may be there. */
export function sampleOf(schema: Schema, id: string): unknown {
  if ('const' in schema) return schema['const']
  const choices = schema['enum'] ?? schema['anyOf'] ?? schema['oneOf']
  if (Array.isArray(choices)) {
    const [first]: unknown[] = choices
    return Array.isArray(schema['enum']) ? first : sampleOf(schemaIn(first), id)
  }
  switch (schema['type']) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schemaIn(schema['properties'])).map(([name, member]) => [
          name,
          sampleOf(schemaIn(member), id),
        ]),
      )
    case 'array':
      return 'items' in schema ? [sampleOf(schemaIn(schema['items']), id)] : []
    case 'string':
      return schema['format'] === 'uuid' ? id : 'sample-1'
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return true
    default:
      return null
  }
}

/** The strings, numbers and so on in a value, each by its way to it: `operations.0.kind`. */
export function leavesOf(value: unknown, way: readonly string[] = []): Map<string, string> {
  if (value === null || typeof value !== 'object') {
    return way.length === 0 ? new Map() : new Map([[way.join('.'), String(value)]])
  }
  return new Map(
    Object.entries(value).flatMap(([name, member]) => [...leavesOf(member, [...way, name])]),
  )
}

/** The same value with other leaves: a text takes the place of whatever was there, unless it says the same. */
export function withLeaves(
  value: unknown,
  leaves: ReadonlyMap<string, string>,
  way: readonly string[] = [],
): unknown {
  if (value === null || typeof value !== 'object') {
    const text = leaves.get(way.join('.'))
    return text === undefined || text === String(value) ? value : text
  }
  const members = Object.entries(value).map(([name, member]): [string, unknown] => [
    name,
    withLeaves(member, leaves, [...way, name]),
  ])
  return Array.isArray(value) ? members.map(([, member]) => member) : Object.fromEntries(members)
}

function schemaIn(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
