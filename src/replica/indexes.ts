import type { RecordBody } from '#shared/protocol/record.ts'
import type { IndexKeys, IndexName } from './replica.ts'

/** Ids by index key. Keys are read from the stored data, so an index needs no record to be parsed. */
export interface Indexes {
  /** A record changed from `before` to `after`; returns the index keys whose records are other ones now. */
  move(
    type: string,
    id: string,
    before: RecordBody | undefined,
    after: RecordBody | undefined,
  ): ChangedKey[]
  ids: (index: IndexName, key: string) => readonly string[]
}

interface ChangedKey {
  index: IndexName
  key: string
}

/** The record type that each index lists. */
const types: { [Name in IndexName]: IndexKeys[Name] } = {
  'profile.customer': 'profile',
  'interaction.customer': 'interaction',
  'task.customer': 'task',
  'important-date.customer': 'important-date',
  'complaint.customer': 'complaint',
  'need.customer': 'need',
  'finance-snapshot.customer': 'finance-snapshot',
  'relation.customer': 'relation',
  'churn-signal.customer': 'churn-signal',
  'consent.customer': 'consent',
  'life-event.customer': 'life-event',
  'feedback.customer': 'feedback',
}

const indexOfType: Record<string, IndexName | undefined> = {
  profile: 'profile.customer',
  interaction: 'interaction.customer',
  task: 'task.customer',
  'important-date': 'important-date.customer',
  complaint: 'complaint.customer',
  need: 'need.customer',
  'finance-snapshot': 'finance-snapshot.customer',
  relation: 'relation.customer',
  'churn-signal': 'churn-signal.customer',
  consent: 'consent.customer',
  'life-event': 'life-event.customer',
  feedback: 'feedback.customer',
}

const none: readonly string[] = []

/** The record type that an index lists. */
export function typeOfIndex<Name extends IndexName>(index: Name): IndexKeys[Name] {
  return types[index]
}

/** Starts empty. */
export function createIndexes(): Indexes {
  const idsByKey = new Map<IndexName, Map<string, string[]>>()

  function idsOf(index: IndexName): Map<string, string[]> {
    const known = idsByKey.get(index)
    if (known !== undefined) return known
    const made = new Map<string, string[]>()
    idsByKey.set(index, made)
    return made
  }

  return {
    move(type, id, before, after) {
      const changed: ChangedKey[] = []
      const index = indexOfType[type]
      if (index === undefined) return changed
      const ids = idsOf(index)
      const keysBefore = customersOf(before)
      const keysAfter = customersOf(after)
      for (const key of keysBefore) {
        changed.push({ index, key })
        if (!keysAfter.includes(key)) take(ids, key, id)
      }
      for (const key of keysAfter) {
        if (keysBefore.includes(key)) continue
        changed.push({ index, key })
        const known = ids.get(key)
        if (known === undefined) ids.set(key, [id])
        else known.push(id)
      }
      return changed
    },
    ids: (index, key) => idsByKey.get(index)?.get(key) ?? none,
  }
}

function take(ids: Map<string, string[]>, key: string, id: string): void {
  const left = (ids.get(key) ?? []).filter((candidate) => candidate !== id)
  if (left.length === 0) ids.delete(key)
  else ids.set(key, left)
}

/** Whom a record is about: one customer, several for a note, both ends of a relation. */
export function customersOf(record: RecordBody | undefined): readonly string[] {
  const { customerId, customerIds, other } = record?.data ?? {}
  if (typeof customerId === 'string') return [customerId, ...otherCustomerOf(other)]
  return Array.isArray(customerIds) ? customerIds.filter((id) => typeof id === 'string') : none
}

function otherCustomerOf(other: unknown): readonly string[] {
  if (typeof other !== 'object' || other === null || !('customerId' in other)) return none
  return typeof other.customerId === 'string' ? [other.customerId] : none
}
