import { keptCustomers, mergeableCard } from '#shared/domain/customer-merges.ts'
import type { PlacedRecord } from '#shared/protocol/record.ts'

/** Who is shown under whom, kept up to date with every card (ME8). There are few of them, and mostly none. */
export interface MergesInMemory {
  /** A card came, changed or left. */
  note: (id: string, card: PlacedRecord | undefined) => void
  /** VA2: one of the index that says it is merged, without taking it out. */
  noteMerged: (id: string) => void
  /** Works out what `note` left over; answers the customers that are shown otherwise than before. */
  settle: () => ReadonlySet<string>
  /** Whoever is not shown as himself, and under whom; the same map until it changes. */
  all: () => ReadonlyMap<string, string>
  /** Under whom a customer is shown; itself for nearly all. */
  keptId: (id: string) => string
  /** Who is shown under a customer besides itself; the same array until it changes. */
  mergedInto: (keptId: string) => readonly string[]
  /** A record that names customers, naming those that are shown. The same one when all of them are. */
  renamed: (record: PlacedRecord) => PlacedRecord
}

/** Starts empty. `cardOf` finds a card as it is shown now. */
export function createMergesInMemory(
  cardOf: (id: string) => PlacedRecord | undefined,
): MergesInMemory {
  const merged = new Set<string>()
  let concerned = new Set<string>()
  let kept = new Map<string, string>()
  let groups = new Map<string, readonly string[]>()
  let renamed = new WeakMap<PlacedRecord, PlacedRecord>()
  let isSettled = true

  function keptId(id: string): string {
    return kept.get(id) ?? id
  }

  function work(): Set<string> {
    isSettled = true
    const before = kept
    const cards = new Map([...merged].map((id) => [id, mergeableCard(cardOf(id))]))
    const find = (id: string) => (cards.has(id) ? cards.get(id) : mergeableCard(cardOf(id)))
    concerned = new Set(merged)
    for (const card of cards.values()) if (card?.mergedInto) concerned.add(card.mergedInto)
    kept = keptCustomers(merged, find)
    const changed = new Set<string>()
    for (const id of new Set([...before.keys(), ...kept.keys()])) {
      if (before.get(id) === kept.get(id)) continue
      changed.add(id)
      changed.add(before.get(id) ?? id)
      changed.add(keptId(id))
    }
    if (changed.size === 0) return changed
    renamed = new WeakMap()
    const next = new Map<string, string[]>()
    for (const [id, into] of kept) next.set(into, [...(next.get(into) ?? []), id])
    groups = next
    return changed
  }

  return {
    note(id, card) {
      const isMerged = typeof card?.data['mergedInto'] === 'string'
      if (!isMerged && !concerned.has(id) && !merged.has(id)) return
      if (isMerged) merged.add(id)
      else merged.delete(id)
      isSettled = false
    },
    noteMerged(id) {
      merged.add(id)
      isSettled = false
    },
    settle: () => (isSettled ? nobody : work()),
    all: () => kept,
    keptId,
    mergedInto: (id) => groups.get(id) ?? none,
    renamed(record) {
      if (kept.size === 0) return record
      const known = renamed.get(record)
      if (known !== undefined) return known
      const data = withKept(record.data, keptId)
      const made = data === record.data ? record : { ...record, data }
      renamed.set(record, made)
      return made
    },
  }
}

const nobody: ReadonlySet<string> = new Set()
const none: readonly string[] = []

type Data = PlacedRecord['data']

/** The customers that children, relations and hand-overs name; two that are shown as one are named once. */
function withKept(data: Data, keptId: (id: string) => string): Data {
  const { customerId, customerIds, other } = data
  const changes: Data = {}
  if (typeof customerId === 'string' && keptId(customerId) !== customerId) {
    changes['customerId'] = keptId(customerId)
  }
  if (Array.isArray(customerIds)) {
    const ids = customerIds.filter((id) => typeof id === 'string')
    if (ids.some((id) => keptId(id) !== id)) changes['customerIds'] = [...new Set(ids.map(keptId))]
  }
  if (typeof other === 'object' && other !== null && 'customerId' in other) {
    const end = other.customerId
    if (typeof end === 'string' && keptId(end) !== end) {
      changes['other'] = { ...other, customerId: keptId(end) }
    }
  }
  return Object.keys(changes).length === 0 ? data : { ...data, ...changes }
}
