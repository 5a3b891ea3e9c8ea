import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { RxCollection } from 'rxdb/plugins/core'
import type { ForeignWire, Operation, Report } from './foreign-wire.ts'
import { changesBetween, type Doc } from './state-difference.ts'

/** Either an operation that was given a number, or what was last said about a record. */
export interface JournalEntry {
  key: string
  operation?: Operation
  outcome?: string
  /** PL3: a checkpoint covers it. */
  confirmed?: boolean
  said?: { before: Doc | null; after: Doc }
}

export interface OperationJournal {
  /** Gives numbers to what makes `assumed` into `after`; nothing for what was said before. */
  say(type: string, assumed: Doc | undefined, after: Doc, at: number): Promise<void>
  /** Sends everything without an outcome, in order, until the server has answered it all. */
  send(): Promise<void>
  /** PL3: operations with an outcome that the checkpoint covers. */
  confirm(lastN: number): Promise<void>
  report(): Promise<Report>
  /** Every operation of this device, with its outcome. */
  all(): Promise<JournalEntry[]>
}

/**
 * RxDB pushes states and forgets what it tried; the wire wants operations under numbers that never change. This is the
 * outbox between them, kept in the same RxDB storage: the same state said twice is one operation.
 */
export function openJournal(
  entries: RxCollection<JournalEntry>,
  wire: ForeignWire,
): OperationJournal {
  const perPush = 500

  async function all(): Promise<JournalEntry[]> {
    const docs = await entries.find().exec()
    return docs
      .map((doc): JournalEntry => structuredClone(doc.toJSON()) as JournalEntry)
      .filter(({ operation }) => operation !== undefined)
      .toSorted((one, other) => numberOf(one) - numberOf(other))
  }

  async function unsent(): Promise<Operation[]> {
    const open = (await all()).filter(({ outcome }) => outcome === undefined)
    return open.flatMap(({ operation }) => (operation === undefined ? [] : [operation]))
  }

  return {
    all,
    async say(type, assumed, after, at) {
      const key = `said:${type}:${after.id}`
      const former = (await entries.findOne(key).exec())?.toJSON().said
      const before = assumed ?? null
      // A push that RxDB repeats begins at the same assumed state: go on from what was said about it already.
      const known = former !== undefined && isDeepStrictEqual(former.before, before)
      const from = known ? (former.after as Doc) : assumed
      const stamp = { at: Math.round(at), schemaVersion: 1 as const, author: wire.staffId }
      const lastN = (await all()).length
      const operations = changesBetween(from, after).map((change, index) => ({
        key: `n:${lastN + index + 1}`,
        operation: {
          n: lastN + index + 1,
          id: randomUUID(),
          recordType: type,
          recordId: after.id,
          ...stamp,
          ...change,
        },
      }))
      // One bulk write of the storage: the numbers and what they say are there together or not at all.
      await entries.bulkUpsert([...operations, { key, said: { before, after } }])
    },
    async send() {
      for (let open = await unsent(); open.length > 0; open = await unsent()) {
        const { results } = await wire.push(open.slice(0, perPush))
        if (results.length === 0) throw new Error('The server waits for another number.')
        for (const { n, outcome } of results) {
          await (await entries.findOne(`n:${n}`).exec())?.incrementalPatch({ outcome })
        }
      }
    },
    async confirm(lastN) {
      for (const entry of await all()) {
        const covered = entry.outcome !== undefined && numberOf(entry) <= lastN
        if (!covered || entry.confirmed === true) continue
        await (await entries.findOne(entry.key).exec())?.incrementalPatch({ confirmed: true })
      }
    },
    async report() {
      const entries = await all()
      const open = entries.filter(({ confirmed }) => confirmed !== true)
      return {
        lastLocalN: entries.length,
        unsyncedCount: open.length,
        oldestUnsyncedAt: open[0]?.operation?.at ?? null,
      }
    },
  }
}

function numberOf({ operation }: JournalEntry): number {
  return operation?.n ?? 0
}
