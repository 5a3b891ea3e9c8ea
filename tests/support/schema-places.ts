import * as z from 'zod/mini'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import type { RecordType } from '#shared/protocol/record.ts'

/** What is read of JSON Schema. */
interface Shape {
  type?: string
  const?: unknown
  enum?: unknown[]
  format?: string
  pattern?: string
  maxLength?: number
  items?: Shape
  properties?: Record<string, Shape>
  additionalProperties?: Shape | boolean
  anyOf?: Shape[]
  oneOf?: Shape[]
}

/** A place within the data of a record: names of members, `0` for each item of a list, `*` for each entry of a map. */
export interface Place {
  path: string[]
  /** The values that it takes, where these are codes; undefined where somebody writes what he likes. */
  codes: readonly unknown[] | undefined
  /** How long a text may be there. */
  maxLength: number | undefined
}

/** Every place in the data of a type at which a text can stand, as its schema says: free texts and codes, not ids or days. */
export function textPlaces(type: RecordType): Place[] {
  // What zod says of a schema is JSON Schema; only the members named above are read.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const schema = z.toJSONSchema(recordTypeDefinitions[type].schema) as Shape
  const places = new Map<string, Place>()
  for (const { path, codes = [], maxLength } of placesIn(schema, [])) {
    const known = places.get(path.join('.'))
    const all = [...(known?.codes ?? []), ...codes]
    places.set(path.join('.'), { path, codes: all.length === 0 ? undefined : all, maxLength })
  }
  return [...places.values()]
}

/** The places of free texts alone. */
export function freeTexts(type: RecordType): Place[] {
  return textPlaces(type).filter(({ codes }) => codes === undefined)
}

/** The value of one field, with nothing in it but this at the place. */
export function valueAt([, ...inner]: readonly string[], value: unknown, key: string): unknown {
  return inner.reduceRight<unknown>((inside, step) => {
    if (step === '0') return [inside]
    return { [step === '*' ? key : step]: inside }
  }, value)
}

/** All that stands at a place in the data of a record. */
export function foundAt(data: unknown, [step, ...rest]: readonly string[]): unknown[] {
  if (step === undefined) return data === undefined ? [] : [data]
  if (typeof data !== 'object' || data === null) return []
  const inside = step === '0' || step === '*' ? Object.values(data) : [Reflect.get(data, step)]
  return inside.flatMap((each) => foundAt(each, rest))
}

function placesIn(shape: Shape, path: string[]): Place[] {
  const { anyOf = [], oneOf = [], properties = {}, items, additionalProperties } = shape
  const codes = 'const' in shape ? [shape.const] : shape.enum
  const isAnything = Object.keys(shape).length === 0
  const isText =
    isAnything || (shape.type === 'string' && !('format' in shape) && !('pattern' in shape))
  return [
    ...(codes !== undefined || isText ? [{ path, codes, maxLength: shape.maxLength }] : []),
    ...[...anyOf, ...oneOf].flatMap((one) => placesIn(one, path)),
    ...Object.entries(properties).flatMap(([name, one]) => placesIn(one, [...path, name])),
    ...(items === undefined ? [] : placesIn(items, [...path, '0'])),
    ...(typeof additionalProperties === 'object'
      ? placesIn(additionalProperties, [...path, '*'])
      : []),
  ]
}
