import type { RecordBody } from '#shared/protocol/record.ts'
import * as z from 'zod/mini'

/** Stands where the name of an erased customer stood. */
const redacted = '〔已删除〕'

const Person = z.object({ name: z.string(), aliases: z.array(z.string()) })
const ContactPoints = z.object({
  contactPoints: z.record(z.string(), z.looseObject({ value: z.string() })),
})

/** SE7: what names a customer in a text: name, other names, phone numbers and the like; the longest first. */
export function namesOfCustomer(card: RecordBody, profile: RecordBody | undefined): string[] {
  const person = Person.safeParse(card.data).data
  const points = ContactPoints.safeParse(profile?.data).data?.contactPoints ?? {}
  const names = [
    ...(person === undefined ? [] : [person.name, ...person.aliases]),
    ...Object.values(points).map(({ value }) => value),
  ]
  // One character would be found everywhere.
  return [...new Set(names.map((name) => name.trim()))]
    .filter((name) => name.length > 1)
    .toSorted((one, other) => other.length - one.length)
}

/** SE7: a record of others without this customer: not in its lists, not by name in its texts, nor in its history. */
export function withoutCustomer(
  record: RecordBody,
  customerId: string,
  names: readonly string[],
): RecordBody {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return names.reduce((text, name) => text.replaceAll(name, redacted), value)
    }
    if (Array.isArray(value)) return value.filter((item) => item !== customerId).map(clean)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, clean(member)]))
  }
  const data = z.record(z.string(), z.unknown()).parse(clean(record.data))
  if (data['customerId'] === customerId) delete data['customerId']
  const { history } = record
  if (history === undefined) return { ...record, data }
  return {
    ...record,
    data,
    history: history
      .filter(({ value }) => value !== customerId)
      .map((entry) => ({ ...entry, value: clean(entry.value) })),
  }
}
