import type { Kysely, Selectable } from 'kysely'
import { OperationResult } from '#shared/protocol/outcome.ts'
import type { Tables } from './schema.ts'

/** PU1: what an operation was answered, so that a repeated push gets the same answer. */
export interface StoredResult {
  operationId: string
  bodyHash: string
  result: OperationResult
}

export function resultReader(db: Kysely<Tables>) {
  return {
    async byNumber(device: string, epoch: string, n: number): Promise<StoredResult | undefined> {
      const row = await db
        .selectFrom('results')
        .selectAll()
        .where('device', '=', device)
        .where('epoch', '=', epoch)
        .where('n', '=', n)
        .executeTakeFirst()
      return row && toResult(row)
    },
    /** GC2: the same operation under another number, from a device that had to start again. */
    async byOperation(operationId: string): Promise<StoredResult | undefined> {
      const row = await db
        .selectFrom('results')
        .selectAll()
        .where('operation_id', '=', operationId)
        .limit(1)
        .executeTakeFirst()
      return row && toResult(row)
    },
  }
}

export function resultWriter(db: Kysely<Tables>) {
  return {
    ...resultReader(db),
    async add(place: { device: string; epoch: string }, stored: StoredResult): Promise<void> {
      await db
        .insertInto('results')
        .values({
          device: place.device,
          epoch: place.epoch,
          n: stored.result.n,
          operation_id: stored.operationId,
          body_hash: stored.bodyHash,
          result: JSON.stringify(stored.result),
        })
        .execute()
    },
  }
}

function toResult(row: Selectable<Tables['results']>): StoredResult {
  return {
    operationId: row.operation_id,
    bodyHash: row.body_hash,
    result: OperationResult.parse(JSON.parse(row.result)),
  }
}
