import { applyOperation } from '#shared/protocol/apply-operation.ts'
import type { Operation, OperationDraft } from '#shared/protocol/operation.ts'
import type { OperationResult } from '#shared/protocol/outcome.ts'
import type { PlacedRecord } from '#shared/protocol/record.ts'
import type { PendingChange } from './replica.ts'

/** CL1: the operations that no checkpoint has confirmed, and what they make of the base records. */
export interface Overlay {
  /** All of them, by ascending `n`; the array stays the same until one changes. */
  pending: () => readonly PendingChange[]
  of: (type: string, id: string) => readonly PendingChange[]
  /** Takes operations that are stored on this device; known and confirmed ones are passed over. Returns the new ones. */
  add: (operations: readonly Operation[]) => Operation[]
  /** PL3: confirmed by a checkpoint. Returns what is dropped. */
  dropThrough: (n: number) => Operation[]
  /** Whether an operation of this list was still waiting or under way. */
  mark: (ns: readonly number[], state: 'waiting' | 'sending') => boolean
  settle: (results: readonly OperationResult[]) => boolean
  /** GC2: what was answered under another epoch is not known to be done: everything waits again. */
  unsettle: () => boolean
}

/** Starts empty. */
export function createOverlay(): Overlay {
  let changes: PendingChange[] = []
  let byRecord: Map<string, readonly PendingChange[]> | null = null
  // Another tab may have seen its operation confirmed before this tab hears that it was made.
  let confirmedThrough = 0

  function replace(next: PendingChange[]): void {
    changes = next
    byRecord = null
  }

  /** The usual case, a thousand times in a row while customers are imported: what is new goes behind what is there. */
  function append(added: readonly PendingChange[]): void {
    changes = [...changes, ...added]
    if (byRecord === null) return
    for (const change of added) {
      const key = keyOf(change)
      byRecord.set(key, [...(byRecord.get(key) ?? none), change])
    }
  }

  function unknown(operations: readonly Operation[]): Operation[] {
    const known = new Set(changes.map((change) => change.operation.n))
    return operations.filter(({ n }) => n > confirmedThrough && !known.has(n))
  }

  /** Revises the changes of these numbers alone: of 150,000 that wait, 500 are on their way at a time. */
  function update(ns: Iterable<number>, revise: (change: PendingChange) => PendingChange): boolean {
    let next: PendingChange[] | null = null
    for (const n of ns) {
      const place = placeOf(changes, n)
      const change = changes[place]
      if (change === undefined || change.operation.n !== n) continue
      const revised = revise(change)
      if (revised === change) continue
      next ??= [...changes]
      next[place] = revised
      const key = keyOf(change)
      const own = byRecord?.get(key)
      if (own !== undefined) {
        byRecord?.set(
          key,
          own.map((each) => (each === change ? revised : each)),
        )
      }
    }
    if (next === null) return false
    changes = next
    return true
  }

  return {
    pending: () => changes,
    of(type, id) {
      // The usual case, once for each of 50,000 records while loading.
      if (changes.length === 0) return none
      byRecord ??= groupedByRecord(changes)
      return byRecord.get(recordKey(type, id)) ?? none
    },
    add(operations) {
      const last = changes.at(-1)?.operation.n ?? 0
      const fresh = operations.every(({ n }) => n > last)
        ? operations.filter(({ n }) => n > confirmedThrough)
        : unknown(operations)
      if (fresh.length === 0) return []
      const added = fresh
        .map((operation) => ({ operation, state: 'waiting', result: null }) as const)
        .toSorted(byNumber)
      if ((added[0]?.operation.n ?? 0) > last) append(added)
      else replace([...changes, ...added].toSorted(byNumber))
      return fresh
    },
    dropThrough(n) {
      confirmedThrough = Math.max(confirmedThrough, n)
      const dropped = changes.slice(0, placeOf(changes, n + 1))
      if (dropped.length === 0) return []
      changes = changes.slice(dropped.length)
      for (const change of dropped) {
        const key = keyOf(change)
        const left = (byRecord?.get(key) ?? none).filter(({ operation }) => operation.n > n)
        if (left.length === 0) byRecord?.delete(key)
        else byRecord?.set(key, left)
      }
      return dropped.map((change) => change.operation)
    },
    mark: (ns, state) =>
      update(ns, (change) =>
        change.state !== 'sent' && change.state !== state ? { ...change, state } : change,
      ),
    settle(results) {
      const byN = new Map(results.map((result) => [result.n, result]))
      return update(byN.keys(), (change) => {
        const result = byN.get(change.operation.n)
        return result === undefined ? change : { ...change, state: 'sent', result }
      })
    },
    unsettle: () =>
      update(
        changes.map(({ operation }) => operation.n),
        (change) =>
          change.state === 'waiting' ? change : { ...change, state: 'waiting', result: null },
      ),
  }
}

/**
 * What the screen shows of a record: the base with its pending operations on top, in their order (CL1).
 * The server decides again; an operation that no longer fits leaves the record as it is here too.
 */
export function replay(
  base: PlacedRecord | undefined,
  operations: readonly OperationDraft[],
): PlacedRecord | undefined {
  let record = base
  for (const operation of operations) {
    // ME2 is the server's to decide; on this device its own clock is taken at its word.
    const context = { receivedAt: operation.at, clockOffset: 0 }
    const applied = applyOperation(record, operation, context).record
    if (applied === undefined) continue
    record = { ...applied, scope: base?.scope ?? '', seq: base?.seq ?? 0 }
  }
  return record
}

const none: readonly PendingChange[] = []

function byNumber(one: PendingChange, other: PendingChange): number {
  return one.operation.n - other.operation.n
}

function groupedByRecord(changes: readonly PendingChange[]): Map<string, PendingChange[]> {
  const grouped = new Map<string, PendingChange[]>()
  for (const change of changes) {
    const key = keyOf(change)
    const known = grouped.get(key)
    if (known === undefined) grouped.set(key, [change])
    else known.push(change)
  }
  return grouped
}

/** Where the change of this number is, or would be: the first place whose number is not smaller. */
function placeOf(changes: readonly PendingChange[], n: number): number {
  let [low, high] = [0, changes.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((changes[middle]?.operation.n ?? Infinity) < n) low = middle + 1
    else high = middle
  }
  return low
}

function keyOf({ operation }: PendingChange): string {
  return recordKey(operation.recordType, operation.recordId)
}

function recordKey(type: string, id: string): string {
  return `${type}|${id}`
}
