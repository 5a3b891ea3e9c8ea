import { Operation } from '#shared/protocol/operation.ts'
import { sealedBytes, type OutboxRow } from './database.ts'
import { fromBytes, toBytes } from './json-bytes.ts'
import type { Sealer } from './seal.ts'

/** An operation as a row of the outbox, sealed for its `n` (VA3). */
export async function sealOperation(sealer: Sealer, operation: Operation): Promise<OutboxRow> {
  return { n: operation.n, sealed: await sealer.seal('outbox', operation.n, toBytes(operation)) }
}

/** The operation of a row of the outbox; `null` for one that does not open at its place. */
export async function openOperation(sealer: Sealer, row: OutboxRow): Promise<Operation | null> {
  const opened = await sealer.open('outbox', row.n, sealedBytes(row.sealed))
  if (!opened.ok) return null
  const parsed = Operation.safeParse(fromBytes(opened.value))
  return parsed.success && parsed.data.n === row.n ? parsed.data : null
}
