/** As much of JSON Schema as the descriptions of our routes use. */
export interface JsonSchema {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  additionalProperties?: boolean | JsonSchema
  propertyNames?: JsonSchema
  items?: JsonSchema
  prefixItems?: JsonSchema[]
  pattern?: string
  format?: string
  minLength?: number
  minimum?: number
}

const someId = '00000000-0000-4000-8000-000000000001'
/** Texts that patterns take; codes of keys are of fixed lengths. */
const someTexts = [
  'x',
  'org',
  someId,
  '2026-11-30',
  '2026',
  '09:00',
  'AB',
  '1',
  'long enough 1',
  ...[16, 22, 43, 87, 152].map((length) => 'a'.repeat(length)),
]

/** A value that fits, with every member that may be there; throws for a form that it does not know. */
export function sampleOf(schema: JsonSchema): unknown {
  const { type, anyOf, properties, items, prefixItems, additionalProperties } = schema
  if ('const' in schema) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  const [alternative] = anyOf?.filter((one) => one.type !== 'null') ?? []
  if (alternative !== undefined) return sampleOf(alternative)
  if (prefixItems !== undefined) return prefixItems.map(sampleOf)
  if (type === 'array') return items === undefined ? [] : [sampleOf(items)]
  if (type === 'object') {
    const members = Object.entries(properties ?? {}).map(([name, one]) => [name, sampleOf(one)])
    const isMap = properties === undefined && typeof additionalProperties === 'object'
    return isMap ? { [keyOf(schema)]: sampleOf(additionalProperties) } : Object.fromEntries(members)
  }
  if (type === 'boolean') return true
  if (type === 'number' || type === 'integer') return Math.max(1, schema.minimum ?? 1)
  if (type === 'string') return sampleText(schema)
  return null
}

/** A key that a map takes. */
function keyOf({ propertyNames = {} }: JsonSchema): string {
  return sampleText(propertyNames)
}

function sampleText({ pattern, format, minLength = 0 }: JsonSchema): string {
  if (format === 'uuid') return someId
  const fits = (text: string) =>
    text.length >= minLength && (pattern === undefined || new RegExp(pattern, 'u').test(text))
  const found = someTexts.find(fits)
  if (found === undefined) throw new Error(`No sample for ${pattern}.`)
  return found
}

/** A place in a body at which an object stands, and what may stand there beside its members. */
export interface ObjectLevel {
  /** Names and indexes; empty for the body itself. */
  path: (string | number)[]
  /** The members that are known. */
  members: string[]
  /** `strict` takes no others, `map` any of one form, `loose` anything. */
  takes: 'strict' | 'map' | 'loose'
}

/** Every level of a schema at which there is an object. */
export function objectLevels(schema: JsonSchema, path: ObjectLevel['path'] = []): ObjectLevel[] {
  const { anyOf = [], properties = {}, items, prefixItems = [], additionalProperties } = schema
  const below = [
    ...anyOf.filter((one) => one.type !== 'null').flatMap((one) => objectLevels(one, path)),
    ...Object.entries(properties).flatMap(([name, one]) => objectLevels(one, [...path, name])),
    ...(items === undefined ? [] : objectLevels(items, [...path, 0])),
    ...prefixItems.flatMap((one, index) => objectLevels(one, [...path, index])),
  ]
  if (schema.type !== 'object') return below
  const isMap = typeof additionalProperties === 'object' && schema.properties === undefined
  const takes = additionalProperties === false ? 'strict' : isMap ? 'map' : 'loose'
  const inMap = isMap ? objectLevels(additionalProperties, [...path, keyOf(schema)]) : []
  return [{ path, members: Object.keys(properties), takes }, ...below, ...inMap]
}

/** The body with more members at one place; the original stays as it is. */
export function withMembers(
  body: unknown,
  [step, ...rest]: ObjectLevel['path'],
  more: Record<string, unknown>,
): unknown {
  if (step === undefined) return { ...Object(body), ...more }
  if (Array.isArray(body)) {
    return body.map((item, index) => (index === step ? withMembers(item, rest, more) : item))
  }
  return { ...Object(body), [step]: withMembers(Object(body)[step], rest, more) }
}
