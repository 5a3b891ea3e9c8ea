import { randomItem, type Random } from '#shared/domain/seeded-random.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { RecordType } from '#shared/protocol/record.ts'
import type { ChangeRequest, Replica } from '#replica/replica.ts'
import type { Person } from '#tests/simulation/server/simulated-branch.ts'

/** What a person has before them when they change something. */
export interface Desk {
  replica: Replica
  person: Person
  random: Random
  /** Instant (ms) by the clock of the device. */
  now: number
  /** A text that nobody else writes. */
  mark: () => string
  newId: () => string
  /** What anybody has archived so far. */
  archived: { recordType: RecordType; recordId: string }[]
}

/** What a person does in one go; null when there is nothing to do it to. */
export type Edit = (desk: Desk) => ChangeRequest[] | null

/** One of the first two records of a type that the person sees, so that people meet; undefined when there is none. */
export function chosen<Type extends RecordType>(
  { replica, random }: Desk,
  type: Type,
): RecordOf<Type> | undefined {
  const records = replica.all(type).toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return records.length === 0 ? undefined : randomItem(random, records.slice(0, 2))
}

/** The text after a person has been at it: a sentence more at either end, one changed, or one gone. */
export function rewritten({ random, mark }: Desk, text: string): string {
  const sentences = text.match(/[^。]+。?/g) ?? []
  const fresh = `${randomItem(random, phrases)}${mark()}。`
  const place = Math.floor(random() * sentences.length)
  const way = random()
  if (sentences.length === 0 || way < 0.4) return text + fresh
  if (way < 0.55) return fresh + text
  if (way < 0.85)
    return [...sentences.slice(0, place), fresh, ...sentences.slice(place + 1)].join('')
  return [...sentences.slice(0, place), ...sentences.slice(place + 1)].join('') + fresh
}

/** Some name an amount or a date, which must never be joined from two edits (ME4). */
const phrases = [
  '客户来电',
  '下周再联系',
  '首付二百万元',
  '看了三款理财',
  '周三上午方便',
  '等女儿放学',
]
