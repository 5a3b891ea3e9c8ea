import type { OperationDraft } from '#shared/protocol/operation.ts'
import type { RecordBody } from '#shared/protocol/record.ts'

/** What a merge depends on, of one card. */
export interface MergeableCard {
  branchId: string
  ownerId: string
  mergedInto: string | undefined
  isArchived: boolean
}

export type CardLookup = (id: string) => MergeableCard | undefined

/** Why a card cannot be merged into another one. */
export type MergeObstacle =
  | 'itself'
  | 'not-there'
  | 'other-branch'
  | 'other-owner'
  /** Invariant 14: their identity numbers differ (`identitiesOfMerge`). */
  | 'other-identity'

/** Reads a stored card, which may be of a newer version (PL4); undefined for what is none. */
export function mergeableCard(card: RecordBody | undefined): MergeableCard | undefined {
  const { branchId, ownerId, mergedInto } = card?.data ?? {}
  if (card === undefined || typeof branchId !== 'string' || typeof ownerId !== 'string') {
    return undefined
  }
  return {
    branchId,
    ownerId,
    mergedInto: typeof mergedInto === 'string' ? mergedInto : undefined,
    isArchived: card.archivedAt !== undefined,
  }
}

/** Whether one card may be merged into another now; null when nothing stands against it. */
export function mergeObstacle(
  id: string,
  card: MergeableCard,
  intoId: string,
  into: MergeableCard | undefined,
): MergeObstacle | null {
  if (id === intoId) return 'itself'
  if (into === undefined) return 'not-there'
  // SC5: before anything else that is said of a card of another branch.
  if (into.branchId !== card.branchId) return 'other-branch'
  if (into.isArchived) return 'not-there'
  return into.ownerId === card.ownerId ? null : 'other-owner'
}

/**
 * ME8: the customer under whom each of `merged` is shown, for those that are not shown themselves. The way is followed to its
 * end; where two people merged oppositely and it goes round, the smallest id of the round stays. A step counts only
 * while nothing stands against it (`mergeObstacle`), so nobody is shown under a customer who is not there, or not
 * of the same owner.
 */
export function keptCustomers(merged: Iterable<string>, cardOf: CardLookup): Map<string, string> {
  const kept = new Map<string, string>()
  for (const id of merged) {
    const end = endOf(id, cardOf)
    if (end !== id) kept.set(id, end)
  }
  return kept
}

/** SR2, SE7: these customers and everybody who is shown together with one of them. `merged`: all cards that say so. */
export function togetherWith(
  ids: Iterable<string>,
  merged: Iterable<string>,
  cardOf: CardLookup,
): Set<string> {
  const kept = keptCustomers(merged, cardOf)
  const groups = new Set([...ids].map((id) => kept.get(id) ?? id))
  const together = new Set([...ids, ...groups])
  for (const [id, keptId] of kept) if (groups.has(keptId)) together.add(id)
  return together
}

/**
 * Invariant 14: who would be shown as one customer once `id` is merged into `intoId`: both with all who are merged into either.
 * Whoever `id` was merged into before is left behind. `merged`: all cards that say so.
 */
export function mergedTogether(
  { id, intoId }: { id: string; intoId: string },
  merged: Iterable<string>,
  cardOf: CardLookup,
): Set<string> {
  const cardAlone: CardLookup = (each) => {
    const card = cardOf(each)
    return card === undefined || each !== id ? card : { ...card, mergedInto: undefined }
  }
  return togetherWith([id, intoId], merged, cardAlone)
}

/** What an operation on a card wants `mergedInto` to be; undefined when it merges nobody. */
export function mergeWanted(operation: OperationDraft): string | undefined {
  if (operation.recordType !== 'customer') return undefined
  const { kind, args } = operation
  const wanted = kind === 'patch' ? args.changes['mergedInto']?.to : undefined
  return typeof wanted === 'string' ? wanted : undefined
}

/**
 * ME8: why an operation may not merge the card as it is; null when it may, or merges nobody. Nobody is made as one who is merged
 * away already: then nobody could undo it to what was before.
 */
export function refusedMerge(
  operation: OperationDraft,
  card: RecordBody | undefined,
  cardOf: (id: string) => RecordBody | undefined,
): MergeObstacle | null {
  const isMade = operation.recordType === 'customer' && operation.kind === 'create'
  if (isMade) return typeof operation.args.data['mergedInto'] === 'string' ? 'itself' : null
  const wanted = mergeWanted(operation)
  const here = mergeableCard(card)
  if (wanted === undefined || here === undefined) return null
  return mergeObstacle(operation.recordId, here, wanted, mergeableCard(cardOf(wanted)))
}

function endOf(id: string, cardOf: CardLookup): string {
  const way = [id, ...wayOf(id, cardOf)]
  const last = way.at(-1) ?? id
  const next = stepFrom(last, cardOf)
  if (next === undefined) return last
  const round = way.slice(way.indexOf(next))
  return round.reduce((smallest, each) => (each < smallest ? each : smallest), last)
}

/** Everybody that is passed on the way from a card, up to the end or until it comes round. */
export function wayOf(id: string, cardOf: CardLookup): string[] {
  const way: string[] = []
  const passed = new Set([id])
  for (let at = stepFrom(id, cardOf); at !== undefined && !passed.has(at);) {
    way.push(at)
    passed.add(at)
    at = stepFrom(at, cardOf)
  }
  return way
}

function stepFrom(id: string, cardOf: CardLookup): string | undefined {
  const card = cardOf(id)
  if (card?.mergedInto === undefined) return undefined
  const obstacle = mergeObstacle(id, card, card.mergedInto, cardOf(card.mergedInto))
  return obstacle === null ? card.mergedInto : undefined
}
