import { CustomerIdentity, haveOtherIdentities } from '#shared/domain/customer-identity.ts'
import {
  mergeableCard,
  mergedTogether,
  type MergeObstacle,
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
  if (obstacle === null) {
    if (wanted === undefined) return undefined
    const isOther = await haveOthers(records, { id: operation.recordId, intoId: wanted })
    return isOther ? refused('other-identity', wanted) : undefined
  }
  const isNowhere = wanted !== undefined && (into === undefined || obstacle === 'other-branch')
  if (isNowhere) {
    return { outcome: 'gone', reason: 'record-not-found', waitsFor: wanted, fields: [] }
  }
  return refused(obstacle, wanted)
}

function refused(obstacle: MergeObstacle, refusedInto: string | undefined): Decision {
  const details = ['mergedInto', obstacle]
  return { outcome: 'rejected', reason: 'invalid-value', details, fields: [], refusedInto }
}

/**
 * Invariant 14: whether two people with different identity numbers would become one, counting all who are merged into either,
 * also by what other devices sent before. One look at all cards: merging is rare.
 */
async function haveOthers(
  records: Pick<Transaction['records'], 'mentioningSoFar' | 'get'>,
  merge: { id: string; intoId: string },
): Promise<boolean> {
  // One push can hold a whole chain of merges.
  const merged = await records.mentioningSoFar(mergedMark, 'customer')
  const { cards, sources } = await cardsOfMerges(merged, (id) => records.get('customer', id))
  for (const id of [merge.id, merge.intoId]) {
    const card = cards.has(id) ? undefined : (await records.get('customer', id))?.record
    if (card !== undefined) cards.set(id, card)
  }
  const identities: CustomerIdentity[] = []
  const together = mergedTogether(merge, sources, (id) => mergeableCard(cards.get(id)))
  for (const id of together) {
    const stored = await records.get('profile', id)
    const identity = CustomerIdentity.safeParse(stored?.record.data['identity']).data
    if (identity !== undefined) identities.push(identity)
  }
  return haveOtherIdentities(identities)
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
  merged: AsyncIterable<FoundCard> | Iterable<FoundCard>,
  find: (id: string) => Promise<StoredRecord | undefined>,
): Promise<Set<string>> {
  const { cards, sources } = await cardsOfMerges(merged, find)
  return togetherWith(ids, sources, (id) => mergeableCard(cards.get(id)))
}

type FoundCard = Pick<StoredRecord, 'record'>

/** Everybody who says to be merged, and the cards that they name. */
async function cardsOfMerges(
  merged: AsyncIterable<FoundCard> | Iterable<FoundCard>,
  find: (id: string) => Promise<StoredRecord | undefined>,
): Promise<{ cards: Map<string, RecordBody>; sources: string[] }> {
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
  return { cards, sources }
}
