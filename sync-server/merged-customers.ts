import {
  mergeableCard,
  mergeWanted,
  refusedMerge,
  togetherWith,
} from '#shared/domain/customer-merges.ts'
import type { Operation } from '#shared/protocol/operation.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import type { Decision } from './run-operation.ts'
import type { StoredRecord } from './store/record-table.ts'
import type { Reader, Transaction } from './store/store.ts'

/** Found in the data of every card that says it is merged; stamps and history are no texts. */
export const mergedMark = '"mergedInto":"'

/**
 * ME8: the answer to an operation that may not merge the card as both cards are now; undefined when it may, or merges nobody.
 * The card that it names can still come, after a restored backup (GC2); what lies in another branch is answered the same (SC5).
 */
export async function refuseMerge(
  { records }: Pick<Transaction, 'records'>,
  operation: Operation,
  card: RecordBody | undefined,
): Promise<Decision | undefined> {
  const wanted = mergeWanted(operation)
  const into = wanted === undefined ? undefined : await records.get('customer', wanted)
  const obstacle = refusedMerge(operation, card, (id) => (id === wanted ? into?.record : undefined))
  if (obstacle === null) return undefined
  const isNowhere = wanted !== undefined && (into === undefined || obstacle === 'other-branch')
  if (isNowhere) {
    return { outcome: 'gone', reason: 'record-not-found', waitsFor: wanted, fields: [] }
  }
  const details = ['mergedInto', obstacle]
  return { outcome: 'rejected', reason: 'invalid-value', details, fields: [] }
}

/** ME8: this customer and all who are shown as one with him; one look at all cards. */
export async function shownAsOne(
  records: Pick<Reader['records'], 'mentioning' | 'get'>,
  customerId: string,
): Promise<Set<string>> {
  const merged = await records.mentioning(mergedMark, 'customer')
  return withMerged([customerId], merged, (id) => records.get('customer', id))
}

/** These customers and all who are shown together with one of them, out of the cards that say they are merged. */
export async function withMerged(
  ids: Iterable<string>,
  merged: AsyncIterable<StoredRecord> | Iterable<StoredRecord>,
  find: (id: string) => Promise<StoredRecord | undefined>,
): Promise<Set<string>> {
  const cards = new Map<string, RecordBody>()
  for await (const { record } of merged)
    if (record.type === 'customer') cards.set(record.id, record)
  const sources = [...cards.keys()]
  for (const id of sources) {
    const into = mergeableCard(cards.get(id))?.mergedInto
    if (into === undefined || cards.has(into)) continue
    const stored = await find(into)
    if (stored !== undefined) cards.set(into, stored.record)
  }
  return togetherWith(ids, sources, (id) => mergeableCard(cards.get(id)))
}
