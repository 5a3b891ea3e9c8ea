import {
  createRxDatabase,
  type RxCollection,
  type RxDatabase,
  type RxReplicationWriteToMasterRow,
  type RxStorage,
} from 'rxdb/plugins/core'
import { type RxReplicationState, replicateRxCollection } from 'rxdb/plugins/replication'
import { isDeepStrictEqual } from 'node:util'
import { advanced, type Cursor, type ForeignWire } from './foreign-wire.ts'
import { type JournalEntry, openJournal, type OperationJournal } from './operation-journal.ts'
import { documentsOf, type Incoming } from './pulled-documents.ts'
import { type Doc, sameContent } from './state-difference.ts'

/** The collections, and the record type of each; customers first, because the others hang on them. */
export const collectionTypes = {
  customers: 'customer',
  tasks: 'task',
  notes: 'interaction',
  issues: 'sync-issue',
} as const
export type CollectionName = keyof typeof collectionTypes
export const collectionNames = ['customers', 'tasks', 'notes', 'issues'] as const

/** docs/sync.md, `page`: “Pages come in the order of their tiers”. */
const tierOf = { customers: 2, tasks: 1, notes: 4, issues: 1 } as const

export interface Conflict {
  mine: Doc
  theirs: Doc
}

export interface RxdbReplica {
  wire: ForeignWire
  collections: Record<CollectionName, RxCollection<Stored>>
  journal: OperationJournal
  /** What RxDB's conflict handler was asked to decide because the server holds another content. */
  conflicts: Conflict[]
  /** The pulls made: with which cursor, how much was announced, whether the answer was whole. */
  pulls: { cursor: Cursor | null; announced: number; whole: boolean }[]
  /** Errors that RxDB met and tried again after. */
  errors: unknown[]
  documents(name: CollectionName): Promise<Doc[]>
  /** Pushes and pulls every collection until RxDB calls itself in sync. */
  sync(): Promise<void>
  /** Closes the database; what it stored stays in the storage. */
  close(): Promise<void>
}

/** A document without RxDB's mark of deletion, which RxDB keeps itself. */
type Stored = Omit<Doc, 'deleted'>

const documentSchema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 64 },
    scope: { type: 'string' },
    seq: { type: 'number' },
    data: { type: 'object', additionalProperties: true },
  },
  required: ['id', 'scope', 'seq', 'data'],
} as const

const journalSchema = {
  version: 0,
  primaryKey: 'key',
  type: 'object',
  properties: {
    key: { type: 'string', maxLength: 100 },
    operation: { type: 'object', additionalProperties: true },
    outcome: { type: 'string' },
    confirmed: { type: 'boolean' },
    said: { type: 'object', additionalProperties: true },
  },
  required: ['key'],
} as const

interface ReplicaParts {
  /** Names the database in the storage; the same name opens it again. */
  name: string
  storage: RxStorage<unknown, unknown>
  wire: ForeignWire
}

/** Opens an RxDB database and replicates its collections with a Branchbook server over the documented wire. */
export async function openRxdbReplica({ name, storage, wire }: ReplicaParts): Promise<RxdbReplica> {
  const database = await createRxDatabase({ name, storage })
  const conflicts: Conflict[] = []
  const { journal: entries, collections } = await addCollections(database, conflicts)
  const journal = openJournal(entries, wire)
  const pulls: RxdbReplica['pulls'] = []
  const errors: unknown[] = []
  const inTurn = takingTurns()
  const replications = new Map<CollectionName, RxReplicationState<Stored, Cursor>>()

  /** One request, with what comes of it for one collection. */
  async function pullOnce(name: CollectionName, cursor: Cursor | null) {
    const answer = await wire.pull(cursor, await journal.report())
    const whole = answer.checkpoint !== undefined
    pulls.push({ cursor, announced: answer.announced, whole })
    const found = await documentsOf(answer, collectionTypes[name], storedIn(collections[name]))
    const next = answer.checkpoint?.cursor ?? advanced(cursor, answer.pages, wire.serverEpoch)
    return { ...found, cursor: next, lastN: answer.checkpoint?.lastN, pages: answer.pages.length }
  }

  for (const name of collectionNames) {
    const collection = collections[name]
    let latest: Cursor | null = null

    const pull = async (cursor: Cursor | undefined) => {
      let got = await pullOnce(name, cursor ?? null)
      // An answer that broke off: hand over the pages that came, and RxDB keeps their position.
      while (got.lastN === undefined && got.documents.length === 0) {
        if (got.pages === 0) throw new Error('The answer broke off before its first page.')
        got = await pullOnce(name, got.cursor)
      }
      if (got.lastN !== undefined) await journal.confirm(got.lastN)
      latest = got.cursor
      return { documents: got.documents.map(rxdbState), checkpoint: got.cursor }
    }

    const push = async (rows: RxReplicationWriteToMasterRow<Stored>[]) => {
      const times = await timesOfEdits(collection, rows)
      for (const { assumedMasterState, newDocumentState: after } of rows) {
        const at = times.get(after.id) ?? Date.now()
        await journal.say(
          collectionTypes[name],
          assumedMasterState && docOf(assumedMasterState),
          docOf(after),
          at,
        )
      }
      await journal.send()
      const truth = await currentStates(rows)
      return rows.flatMap(({ newDocumentState }) => {
        const mine = docOf(newDocumentState)
        const theirs = truth.get(mine.id) ?? { ...mine, deleted: true }
        // A new seq is news too: what RxDB is not told here it may pass over when the pull brings it in the meantime.
        return isDeepStrictEqual(mine, theirs) ? [] : [rxdbState(theirs)]
      })
    }

    /** RxDB wants the server's state of what it could not write; the wire gives it from the position before it. */
    async function currentStates(rows: RxReplicationWriteToMasterRow<Stored>[]) {
      const since = latest === null ? null : structuredClone(latest)
      for (const { assumedMasterState: assumed } of rows) {
        const tiers = since?.positions[assumed?.scope ?? '']
        const tier = tierOf[name]
        if (tiers === undefined || assumed === undefined) continue
        tiers[tier] = Math.min(tiers[tier] ?? 0, assumed.seq - 1)
      }
      const some = await wholeAnswer(since)
      const missing = rows.some(({ newDocumentState: { id } }) => !some.has(id))
      return since !== null && missing ? wholeAnswer(null) : some
    }

    async function wholeAnswer(cursor: Cursor | null): Promise<Incoming['current']> {
      const { current, lastN } = await pullOnce(name, cursor)
      if (lastN === undefined) throw new Error('The answer broke off.')
      return current
    }

    const replication = replicateRxCollection<Stored, Cursor>({
      replicationIdentifier: 'branchbook',
      collection,
      retryTime: 10,
      waitForLeadership: false,
      pull: { batchSize: 1, handler: (cursor) => inTurn(() => pull(cursor)) },
      push: {
        batchSize: 100,
        handler: async (rows) => {
          // A note or task may hang on a customer made here a moment ago, whose create has to come first.
          if (name !== 'customers') await replications.get('customers')?.awaitInSync()
          return inTurn(() => push(rows))
        },
      },
    })
    replication.error$.subscribe((error) => errors.push(error))
    replications.set(name, replication)
  }

  return {
    wire,
    collections,
    journal,
    conflicts,
    pulls,
    errors,
    async documents(name) {
      const docs = await collections[name].find().exec()
      return docs
        .map((doc) => docOf(doc.toJSON()))
        .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    },
    async sync() {
      for (const replication of replications.values()) await replication.awaitInSync()
      for (const replication of replications.values()) {
        replication.reSync()
        await replication.awaitInSync()
      }
    },
    async close() {
      await database.close()
    },
  }
}

async function addCollections(database: RxDatabase, conflicts: Conflict[]) {
  const conflictHandler = {
    isEqual: (one: object, other: object) => isDeepStrictEqual(one, other),
    resolve: async ({
      newDocumentState,
      realMasterState,
    }: {
      newDocumentState: Doc
      realMasterState: Doc
    }) => {
      const [mine, theirs] = [docOf(newDocumentState), docOf(realMasterState)]
      if (!sameContent(mine, theirs)) conflicts.push({ mine, theirs })
      return realMasterState
    },
  }
  const ofRecords = { schema: documentSchema, conflictHandler }
  const collections: Record<CollectionName, RxCollection<Stored>> & {
    journal: RxCollection<JournalEntry>
  } = await database.addCollections({
    customers: ofRecords,
    tasks: ofRecords,
    notes: ofRecords,
    issues: ofRecords,
    journal: { schema: journalSchema },
  })
  return { journal: collections.journal, collections }
}

/** What a collection holds, deleted or not, apart from what RxDB notes about it. */
function storedIn(collection: RxCollection<Stored>) {
  return {
    byIds: async (ids: string[]) =>
      (await collection.storageInstance.findDocumentsById(ids, false)).map(docOf),
    all: async () => (await collection.find().exec()).map((doc) => docOf(doc.toJSON())),
  }
}

/** ME2: when each document was edited here, which may be long before it is pushed. */
async function timesOfEdits(
  collection: RxCollection<Stored>,
  rows: RxReplicationWriteToMasterRow<Stored>[],
): Promise<Map<string, number>> {
  const ids = rows.map(({ newDocumentState }) => newDocumentState.id)
  const stored = await collection.storageInstance.findDocumentsById(ids, true)
  return new Map(stored.map(({ id, _meta }) => [id, _meta.lwt]))
}

function docOf({ id, scope, seq, data, ...more }: Readonly<Stored> & { _deleted?: boolean }): Doc {
  const { _deleted: deleted = false } = more
  return { id, scope, seq, data: structuredClone(data), deleted }
}

function rxdbState({ deleted, ...stored }: Doc): Stored & { _deleted: boolean } {
  return { ...stored, _deleted: deleted }
}

/** Runs one piece of work after the other, whether the former went well or not. */
function takingTurns(): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work, work)
    last = next
    return next
  }
}
