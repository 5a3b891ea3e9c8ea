import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Operation } from '#shared/protocol/operation.ts'
import type { RecordType } from '#shared/protocol/record.ts'
import type { SessionInfo } from '#shared/protocol/session-message.ts'
import type { BaseEntry, CardIndexReader, Vault } from '#vault/vault.ts'
import { readCardBlob } from './cards/packed-cards.ts'
import { createCardIndexMaker } from './cards/card-index-maker.ts'
import { commitChanges } from './commit.ts'
import { customersOf, typeOfIndex } from './indexes.ts'
import { lastContactByCustomer } from './last-contact.ts'
import { createBaseLoading } from './load-base.ts'
import { grantsHere } from './permission.ts'
import { createPauses } from './next-task.ts'
import type { ReplicaFeed } from './replica-feed.ts'
import type { Replica } from './replica.ts'
import { createShownRecords } from './shown-records.ts'

/** Time and identity, given by the composition root. */
export interface ReplicaEnvironment {
  /** Instant in ms. */
  now: () => number
  /** A new UUIDv7. */
  newId: () => string
}

/** Operations that are laid over the base between two looks at the clock: after an import a hundred thousand can wait. */
const portion = 50

/**
 * Opens the records of a vault for its owner. Resolves as soon as the outbox and the customer cards are in memory, with
 * today's work where the cards have no index yet; the rest follows in the background (`loaded`). Rejects when the vault
 * cannot be read.
 */
export async function openReplica(
  vault: Vault,
  session: SessionInfo,
  environment: ReplicaEnvironment,
): Promise<Replica & ReplicaFeed> {
  const shown = createShownRecords()
  const listeners = new Set<() => void>()
  const commitListeners = new Set<() => void>()
  let unreadableOperations: readonly number[] = []
  let loaded = false

  function notify(): void {
    for (const listener of listeners) listener()
  }
  function takeOperations(operations: readonly Operation[]): void {
    if (!shown.addOperations(operations)) return
    notify()
    for (const listener of commitListeners) listener()
  }
  function applyPull(
    entries: readonly BaseEntry[],
    removedScopes: readonly string[],
    droppedThrough: number | null,
  ): void {
    loading.settle(entries, removedScopes)
    // PL3: new base and dropped operations are one step, so that no value flickers back between them.
    shown.take(entries)
    for (const scope of removedScopes) shown.dropScope(scope)
    if (droppedThrough !== null) shown.dropOperations(droppedThrough)
    notify()
  }
  function takeQuietly(entries: readonly BaseEntry[], droppedThrough: number | null): void {
    loading.settle(entries, [])
    shown.take(entries)
    if (droppedThrough !== null) shown.dropOperations(droppedThrough)
  }

  const loading = createBaseLoading({ take: shown.take, onTier: notify })
  // CL4: listen before reading, so that nothing falls between what is read and what is told.
  const stopListening = vault.onOtherTab((changes) => {
    applyPull(changes.entries, changes.removedScopes, changes.droppedThrough)
    takeOperations(changes.operations)
  })

  // At the same time: what was confirmed and dropped between the two reads is in the news of the tab that stored it.
  const outboxRead = vault.outbox.all().then(async ({ operations, unreadable }) => {
    unreadableOperations = unreadable
    const pause = createPauses()
    for (let first = 0; first < operations.length; first += portion) {
      shown.addOperations(operations.slice(first, first + portion))
      await pause()
    }
  })
  const index: CardIndexReader = {
    read(blobs) {
      const cards = blobs.flatMap((blob) => readCardBlob(blob) ?? [])
      if (cards.length < blobs.length) return false
      shown.takePacked(cards)
      return true
    },
    onCurrent: loading.cardsAreIn,
  }
  const baseRead = vault.base.load(loading.add, index).then(async () => {
    loading.end()
    await loading.complete
    loaded = true
    notify()
  })
  // A vault that cannot be read ends the opening, or later the waiting of whoever needs all of it.
  await Promise.all([outboxRead, Promise.race([loading.usable, baseRead])])

  return {
    session,
    get<Type extends RecordType>(type: Type, id: string): RecordOf<Type> | undefined {
      return shown.record(type, id)
    },
    all: (type) => shown.all(type),
    by: (index, key) => shown.by(index, typeOfIndex(index), key),
    keptCustomer: (id) => shown.keptId(id),
    mergedCards: () => shown.mergedCards(),
    mergedCustomers: (keptId) => shown.mergedInto(keptId),
    customersNamed: (type, id) => customersOf(shown.stored(type, id)),
    revision: (type) => shown.revision(type),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async commit(requests) {
      const operations = await commitChanges(requests, {
        grants: grantsHere(session, shown.all('staff')),
        ...environment,
        shown: shown.stored,
        append: (drafts) => vault.outbox.append(drafts),
      })
      // CL2: the screen changes only now, when the change is durable.
      takeOperations(operations)
      return operations
    },
    pending: () => shown.pending(),
    isPending: (type, id) => shown.isPending(type, id),
    unreadable: () => shown.unreadable(),
    get loaded() {
      return loaded
    },
    applyPull,
    takeQuietly,
    markSending(ns) {
      if (shown.mark(ns, 'sending')) notify()
    },
    markWaiting(ns) {
      if (shown.mark(ns, 'waiting')) notify()
    },
    markSent(results) {
      if (shown.settle(results)) notify()
    },
    forgetOutcomes() {
      if (shown.unsettle()) notify()
    },
    get unreadableOperations() {
      return unreadableOperations
    },
    whenLoaded: () => baseRead,
    packedCards: () => shown.packedCards(),
    cardsChangedSince: (revision) => shown.cardsChangedSince(revision),
    indexCards: () =>
      vault.base.indexCards(
        createCardIndexMaker(
          (id) => shown.base('customer', id),
          () => lastContactByCustomer(shown.all('interaction')),
          session.staffId,
        ),
      ),
    scopes: () => shown.scopes(),
    checksum: (scope) => shown.checksum(scope),
    places: (scope) => shown.places(scope),
    onCommit(listener) {
      commitListeners.add(listener)
      return () => commitListeners.delete(listener)
    },
    close: stopListening,
  }
}
