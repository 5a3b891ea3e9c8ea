import * as z from 'zod/mini'
import type { PlacedRecord } from '#shared/protocol/record.ts'

const Field = z.strictObject({ inData: z.boolean(), name: z.string() })
type Field = z.infer<typeof Field>

/** What the bodies of some records have in common; what is their own lies in `BodyColumns.rows`. */
export const SharedFields = z.strictObject({
  /** Fields with few values: the values as JSON, named in `codes` by their place from 1 on; 0: absent. */
  coded: z.array(z.strictObject({ field: Field, values: z.array(z.string()) })),
  /** The other fields, in the order in which a row holds them. */
  plain: z.array(Field),
})
export type SharedFields = z.infer<typeof SharedFields>

/** Bodies of records by columns. Nothing is left out: what comes out is what went in, nested values letter by letter. */
export interface BodyColumns {
  shared: SharedFields
  /** A column after the other, a byte a record. */
  codes: Uint8Array
  /** A JSON text a record: an array by `plain`, or the whole body as an object where a column could not say it. */
  rows: readonly string[]
}

/** What is not in a body: the place of a record, and its type and id, which are known without it. */
type Body = Omit<PlacedRecord, 'type' | 'id' | 'scope' | 'seq'>

/** A field with more values than a byte can name, or nearly as many values as records, is no column of codes. */
const mostValues = 250
const leastRecordsPerValue = 4
/** Absent in an array of JSON, where nothing else is `null`. */
const absent = 'null'
/** Some ten microseconds each. */
const recordsBetweenPauses = 50

/** Bodies by columns; `pause` is called between its steps. */
export async function packBodies(
  records: readonly PlacedRecord[],
  pause: () => Promise<void>,
): Promise<BodyColumns> {
  const bodies = records.map(bodyOf)
  const texts: (ReturnType<typeof fieldTexts> | null)[] = []
  for (const [index, body] of bodies.entries()) {
    if (index % recordsBetweenPauses === 0) await pause()
    texts.push(isPlainBody(body) ? fieldTexts(body) : null)
  }
  const columns = new Map<string, Field>()
  for (const row of texts) for (const [key, { field }] of row ?? []) columns.set(key, field)

  const coded: { key: string; field: Field; codes: Map<string, number> }[] = []
  const plain: { key: string; field: Field }[] = []
  for (const [key, field] of columns) {
    await pause()
    const codes = new Map<string, number>()
    for (const row of texts) {
      const text = row?.get(key)?.text
      if (text !== undefined && !codes.has(text)) codes.set(text, codes.size + 1)
      if (codes.size > mostValues) break
    }
    const few = codes.size <= mostValues && codes.size * leastRecordsPerValue <= records.length
    if (few || codes.size === 1) coded.push({ key, field, codes })
    else plain.push({ key, field })
  }

  const codes = new Uint8Array(coded.length * records.length)
  for (const [column, { key, codes: known }] of coded.entries()) {
    await pause()
    for (const [row, own] of texts.entries()) {
      codes[column * records.length + row] = known.get(own?.get(key)?.text ?? '') ?? 0
    }
  }
  const rows: string[] = []
  for (const [index, row] of texts.entries()) {
    if (index % recordsBetweenPauses === 0) await pause()
    rows.push(
      row === null
        ? JSON.stringify(bodies[index])
        : `[${plain.map(({ key }) => row.get(key)?.text ?? absent).join(',')}]`,
    )
  }
  const shared = {
    coded: coded.map(({ field, codes }) => ({ field, values: [...codes.keys()] })),
    plain: plain.map(({ field }) => field),
  }
  return { shared, codes, rows }
}

/** Makes bodies of columns again, one at a time. */
export function createUnpacker(
  { coded, plain }: SharedFields,
  codes: Uint8Array,
  count: number,
): (slot: number, row: string) => Body {
  const columns = coded.map(({ field, values }, column) => ({
    field,
    codes: codes.subarray(column * count, (column + 1) * count),
    values,
    parsed: [] as unknown[],
  }))
  return (slot, row) => {
    const own: unknown = JSON.parse(row)
    // Sealed by ourselves, so its form is known; a whole body is as it came.
    if (!Array.isArray(own)) return own as Body
    const data: Record<string, unknown> = {}
    const body: Record<string, unknown> = {}
    for (const { field, codes, values, parsed } of columns) {
      const code = (codes[slot] ?? 0) - 1
      const text = values[code]
      if (text === undefined) continue
      // Records share no nested value: nobody can change two of them by changing one.
      const isNested = text.startsWith('[') || text.startsWith('{')
      const value: unknown = isNested ? JSON.parse(text) : (parsed[code] ??= JSON.parse(text))
      if (field.inData) data[field.name] = value
      else body[field.name] = value
    }
    for (const [place, { inData, name }] of plain.entries()) {
      const value: unknown = own[place]
      if (value === null) continue
      if (inData) data[name] = value
      else body[name] = value
    }
    body['data'] = data
    return body as unknown as Body
  }
}

function bodyOf(record: PlacedRecord): Body {
  const { type: _, id: __, scope: ___, seq: ____, ...body } = record
  return body
}

/** A `null` would read as absent, and a field of this name would not be one when it is assigned. */
function isPlainBody({ data, ...rest }: Body): boolean {
  return [data, rest].every((fields) =>
    Object.entries(fields).every(([name, value]) => value !== null && name !== '__proto__'),
  )
}

function fieldTexts({ data, ...rest }: Body): Map<string, { field: Field; text: string }> {
  const texts = new Map<string, { field: Field; text: string }>()
  const add = (inData: boolean, name: string, value: unknown) => {
    if (value === undefined) return
    const key = `${inData ? 'data' : ''}|${name}`
    texts.set(key, { field: { inData, name }, text: JSON.stringify(value) })
  }
  for (const [name, value] of Object.entries(rest)) add(false, name, value)
  for (const [name, value] of Object.entries(data)) add(true, name, value)
  return texts
}
