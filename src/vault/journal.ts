import * as z from 'zod/mini'
import { Operation } from '#shared/protocol/operation.ts'
import { readMeta, sealedBytes, type OutboxRow, type VaultConnections } from './database.ts'
import { firstOf } from './device-numbers.ts'
import { createTurns } from './in-turn.ts'
import { fromBytes, toBytes } from './json-bytes.ts'
import { writeTransaction } from './schema-gate.ts'
import { openOperation } from './sealed-operation.ts'
import type { Sealer } from './seal.ts'
import type { Journal } from './vault.ts'

/** GC2: so long (ms) acknowledged operations stay on the device, for a server that is restored from a backup. */
export const journalKeeps = 30 * 24 * 60 * 60_000

export interface VaultJournal extends Journal {
  /**
   * What leaves the outbox up to this `n`, sealed for the journal: to be stored in the transaction that takes it out of
   * the outbox. The same operation sealed twice by two tabs is the same row. `at` (ms) is the server's time of the
   * checkpoint: a clock of the device that is years ahead must not make the journal old.
   */
  sealThrough(through: number, at: number): Promise<OutboxRow[]>
  /**
   * Drops what was confirmed 30 days before the last confirmation, oldest first; answers how many went. For idle time.
   */
  purge(): Promise<number>
  /** VA4: gives up everything; `false` if there was nothing. */
  clear(): Promise<boolean>
}

/** A journal row: the operation, and when (ms) a checkpoint confirmed it. */
const Entry = z.strictObject({ at: z.number(), operation: Operation })

/** Rows opened at a time while purging. */
const purgeLength = 200

/** GC2: what a checkpoint confirmed. */
export function createJournal(
  { strict, relaxed, loss }: VaultConnections,
  sealer: Sealer,
): VaultJournal {
  const inTurn = createTurns(sealer.keys, loss)

  async function open(row: OutboxRow): Promise<z.infer<typeof Entry> | null> {
    const opened = await sealer.open('journal', row.n, sealedBytes(row.sealed))
    if (!opened.ok) return null
    const entry = Entry.safeParse(fromBytes(opened.value))
    return entry.success && entry.data.operation.n === row.n ? entry.data : null
  }

  /** When the newest row that opens was confirmed; what is kept is counted from there. */
  async function lastConfirmedAt(): Promise<number> {
    // Not an array: Dexie walks its key backwards.
    // oxlint-disable-next-line unicorn/no-array-reverse
    const newest = await relaxed.journal.reverse().limit(purgeLength).toArray()
    for (const row of newest) {
      const entry = await open(row)
      if (entry !== null) return entry.at
    }
    return 0
  }

  /** The last `n` of the oldest rows that are past their time; 0 if there are none. */
  async function oldThrough(): Promise<number> {
    const last = await lastConfirmedAt()
    let through = 0
    let read = 0
    for (;;) {
      const rows = await relaxed.journal.where('n').above(read).limit(purgeLength).toArray()
      const entries = await Promise.all(rows.map(open))
      for (const entry of entries) {
        // One that does not open has no time, and one that a wrong clock dated ahead has none that counts: each goes with
        // those behind it.
        if (entry === null || entry.at > last) continue
        if (entry.at >= last - journalKeeps) return through
        through = entry.operation.n
      }
      if (rows.length < purgeLength) return through
      read = rows.at(-1)?.n ?? read
    }
  }

  return {
    async sealThrough(through, at) {
      const rows = await relaxed.outbox.where('n').belowOrEqual(through).toArray()
      const sealed = await Promise.all(
        rows.map(async (row) => {
          const operation = await openOperation(sealer, row)
          // VA3: one that does not open was told to the server as lost; it leaves a gap here.
          if (operation === null) return []
          const bytes = toBytes({ at, operation })
          return [{ n: row.n, sealed: await sealer.seal('journal', row.n, bytes) }]
        }),
      )
      return sealed.flat()
    },

    purge: () =>
      inTurn(async () => {
        const through = await oldThrough()
        if (through === 0) return 0
        return writeTransaction(relaxed, [relaxed.journal], () =>
          relaxed.journal.where('n').belowOrEqual(through).delete(),
        )
      }),

    clear: () =>
      inTurn(() =>
        writeTransaction(relaxed, [relaxed.journal], async () => {
          if ((await relaxed.journal.count()) === 0) return false
          await relaxed.journal.clear()
          return true
        }),
      ),

    first: () =>
      inTurn(() =>
        strict.transaction('r', [strict.outbox, strict.journal, strict.meta], async () => {
          const first = firstOf(
            await Promise.all([
              strict.journal.toCollection().firstKey(),
              strict.outbox.toCollection().firstKey(),
            ]),
          )
          return first ?? ((await readMeta(strict, 'outbox'))?.lastN ?? 0) + 1
        }),
      ),

    from: (n, most) =>
      inTurn(async () => {
        // One snapshot: between two of them a checkpoint could move a row from the outbox to the journal.
        const { acknowledged, waiting, through } = await strict.transaction(
          'r',
          [strict.outbox, strict.journal, strict.meta],
          async () => {
            const lastN = (await readMeta(strict, 'outbox'))?.lastN ?? 0
            const through = Math.min(lastN, n + most - 1)
            const between = (table: 'outbox' | 'journal') =>
              strict[table].where('n').between(n, through, true, true).toArray()
            return {
              acknowledged: await between('journal'),
              waiting: await between('outbox'),
              through,
            }
          },
        )
        const opened = new Map<number, Operation | null>()
        await Promise.all([
          ...acknowledged.map(async (row) =>
            opened.set(row.n, (await open(row))?.operation ?? null),
          ),
          ...waiting.map(async (row) => opened.set(row.n, await openOperation(sealer, row))),
        ])
        const operations: Operation[] = []
        const unreadable: number[] = []
        for (let at = n; at <= through; at += 1) {
          const operation = opened.get(at) ?? null
          if (operation === null) unreadable.push(at)
          else operations.push(operation)
        }
        return { operations, unreadable }
      }),
  }
}
