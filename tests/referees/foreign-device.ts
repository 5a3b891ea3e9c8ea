import { randomUUID } from 'node:crypto'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { createNetwork, type TestNetwork } from '#tests/sync/network.ts'
import { type Cursor, openWire } from './foreign-wire.ts'
import { documentsOf } from './pulled-documents.ts'
import {
  type CollectionName,
  collectionTypes,
  openRxdbReplica,
  type RxdbReplica,
} from './rxdb-replica.ts'
import type { Doc } from './state-difference.ts'

export interface ForeignDevice {
  readonly replica: RxdbReplica
  network: TestNetwork
  /** The network is back; waits until RxDB is in sync. */
  sync(): Promise<void>
  /** Closes the database and opens it again on what it stored. */
  reopen(): Promise<void>
  /** Changes the data of a document, as an application would. */
  edit(name: CollectionName, id: string, change: (data: Doc['data']) => object): Promise<void>
  /** The data of a document that is there. */
  read(name: CollectionName, id: string): Promise<Doc['data'] | undefined>
  /** What the server shows this person of a collection: another pull of everything, read afresh. */
  serverView(name: CollectionName): Promise<Doc[]>
}

/** A tablet that runs RxDB instead of our client, signed in and in sync. */
export async function newForeignDevice(
  url: string,
  signIn: { staffNo: string; password: string },
): Promise<ForeignDevice> {
  const network = createNetwork()
  const identity = { device: randomUUID(), epoch: randomUUID() }
  const wire = await openWire(network.fetch, url, identity, signIn)
  const parts = { name: `foreign-${identity.device}`, storage: getRxStorageMemory(), wire }
  let replica = await openRxdbReplica(parts)
  const device: ForeignDevice = {
    network,
    get replica() {
      return replica
    },
    async sync() {
      network.heal()
      await replica.sync()
    },
    async reopen() {
      await replica.close()
      replica = await openRxdbReplica(parts)
    },
    async edit(name, id, change) {
      const found = await replica.collections[name].findOne(id).exec(true)
      await found.incrementalModify((doc) => ({
        ...doc,
        data: { ...doc.data, ...change(doc.data) },
      }))
    },
    async read(name, id) {
      return (await replica.documents(name)).find((doc) => doc.id === id)?.data
    },
    async serverView(name) {
      const everything: Cursor | null = null
      const answer = await replica.wire.pull(everything, await replica.journal.report())
      if (answer.checkpoint === undefined) throw new Error('The answer broke off.')
      const nothing = { byIds: async () => [], all: async () => [] }
      const { current } = await documentsOf(answer, collectionTypes[name], nothing)
      return [...current.values()]
        .filter(({ deleted }) => !deleted)
        .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    },
  }
  return device
}
