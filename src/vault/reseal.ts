import { buggify } from '#shared/faults/buggify.ts'
import {
  readMeta,
  sealedBytes,
  type NamedRow,
  type OutboxRow,
  type PieceRow,
  type SealedBytes,
  type VaultConnections,
} from './database.ts'
import { fromBytes } from './json-bytes.ts'
import { Named } from './named-values.ts'
import { writeTransaction } from './schema-gate.ts'
import type { Sealer } from './seal.ts'

/** How many rows are sealed anew between two pauses: pages are up to 256 KB, operations, rows and drafts below 1 KB as a rule. */
const atATime = { pages: 8, rows: 200, outbox: 100, journal: 200 } as const

/** What is sealed by its number, and under which names of places (VA3): blobs of the index of cards lie among the pages. */
const numbered = {
  pages: ['pages', 'cards'],
  rows: ['rows'],
  outbox: ['outbox'],
  journal: ['journal'],
} as const

/**
 * KE8: seals everything anew that still lies under the former key, then forgets that key. It may be broken off at any point
 * and begun again: each row is replaced in a transaction of its own, only if it is still the one that was read, and until
 * the last one the former key lies sealed under the present one. What opens under neither stays as it is, for its reader
 * to report. All writes are strict, so the former key never leaves the disk before they reach it. Rejects when the vault is locked.
 */
export async function resealAll(
  { strict }: VaultConnections,
  sealer: Sealer,
  pause: () => Promise<unknown>,
): Promise<void> {
  if (!sealer.hasFormer()) return
  for (const table of ['outbox', 'journal', 'rows', 'pages'] as const) await resealNumbered(table)
  for (const table of ['drafts', 'settings'] as const) await resealNamed(table)
  await resealManifest()
  await buggify('row-renewed', strict.name)
  await writeTransaction(strict, [strict.slots], () => strict.slots.delete('former-key'))
  sealer.forgetFormer()

  async function resealNumbered(table: keyof typeof numbered): Promise<void> {
    let done = -1
    for (;;) {
      const { read, last } = await readNext(table, done)
      if (last === null) return
      done = last
      const renewed = await Promise.all(
        read.map(async ({ key, sealed }) => {
          for (const place of numbered[table]) {
            const fresh = await sealer.renew(place, key, sealed)
            if (fresh !== null) return { key, sealed, fresh }
          }
          return null
        }),
      )
      await replace(
        table,
        renewed.filter((row) => row !== null),
      )
      await pause()
    }
  }

  async function readNext(
    table: keyof typeof numbered,
    after: number,
  ): Promise<{ read: { key: number; sealed: SealedBytes }[]; last: number | null }> {
    const count = atATime[table]
    if (table === 'pages' || table === 'rows') {
      const rows = await strict[table].where('number').above(after).limit(count).toArray()
      return {
        read: rows.map(({ number, sealed }) => ({ key: number, sealed: sealedBytes(sealed) })),
        last: rows.at(-1)?.number ?? null,
      }
    }
    const rows = await strict[table].where('n').above(after).limit(count).toArray()
    return {
      read: rows.map(({ n, sealed }) => ({ key: n, sealed: sealedBytes(sealed) })),
      last: rows.at(-1)?.n ?? null,
    }
  }

  /** CL4: another tab may have replaced or dropped a row since it was read; then there is nothing to do. */
  async function replace(
    table: keyof typeof numbered,
    rows: { key: number; sealed: SealedBytes; fresh: SealedBytes }[],
  ): Promise<void> {
    if (rows.length === 0) return
    await buggify('row-renewed', strict.name)
    await writeTransaction(strict, [strict[table]], async () => {
      const stored = await strict[table].bulkGet(rows.map(({ key }) => key))
      const unchanged = rows.filter((row, index) =>
        isSame(sealedBytes(stored[index]?.sealed), row.sealed),
      )
      if (table === 'pages' || table === 'rows') {
        const pieces: PieceRow[] = unchanged.map((row) => ({ number: row.key, sealed: row.fresh }))
        await strict[table].bulkPut(pieces)
      } else {
        const operations: OutboxRow[] = unchanged.map((row) => ({ n: row.key, sealed: row.fresh }))
        await strict[table].bulkPut(operations)
      }
    })
  }

  /** The name of a value lies inside its seal: under the present key it has another opaque one. */
  async function resealNamed(table: 'drafts' | 'settings'): Promise<void> {
    const rows: NamedRow[] = await strict[table].toArray()
    for (const { name, sealed } of rows) {
      const opened = await sealer.open(table, name, sealedBytes(sealed))
      if (!opened.ok) continue
      const value = Named.parse(fromBytes(opened.value))
      const [key] = await sealer.namesOf(table, value.name)
      if (key === name) continue
      const fresh = await sealer.seal(table, key, opened.value)
      await buggify('row-renewed', strict.name)
      await writeTransaction(strict, [strict[table]], async () => {
        const stored = await strict[table].get(name)
        if (!isSame(sealedBytes(stored?.sealed), sealedBytes(sealed))) return
        await strict[table].delete(name)
        await strict[table].put({ name: key, sealed: fresh })
      })
      await pause()
    }
  }

  async function resealManifest(): Promise<void> {
    for (;;) {
      const row = await readMeta(strict, 'manifest')
      if (row === undefined) return
      const { generation } = row
      const sealed = sealedBytes(row.sealed)
      const fresh = await sealer.renew('meta', `manifest|${generation}`, sealed)
      if (fresh === null) return
      const isReplaced = await writeTransaction(strict, [], async () => {
        const stored = await readMeta(strict, 'manifest')
        if (!isSame(sealedBytes(stored?.sealed), sealed)) return false
        await strict.meta.put({ key: 'manifest', generation, sealed: fresh })
        return true
      })
      if (isReplaced) return
    }
  }
}

function isSame(one: SealedBytes, other: SealedBytes): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}
