import type { Kysely, Selectable } from 'kysely'
import { OperationResult } from '#shared/protocol/outcome.ts'
import { inBatches } from './batches.ts'
import type { Tables } from './schema.ts'

/** PU1: what an operation was answered, so that a repeated push gets the same answer. */
export interface StoredResult {
  operationId: string
  bodyHash: string
  result: OperationResult
}

/** SE7: stands for what is not to be guessed any more, whatever it was. */
export const forgottenBody = 'erased'

/** PU1: whether an operation is the one that was answered; of one whose content is forgotten, any is. */
export function isSameBody({ bodyHash }: StoredResult, hash: string): boolean {
  return bodyHash === hash || bodyHash === forgottenBody
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

/** Results wait until the end of the transaction and are stored in one statement; they can be read at once. */
export function resultWriter(db: Kysely<Tables>) {
  const stored = resultReader(db)
  const waiting: { device: string; epoch: string; stored: StoredResult }[] = []
  const reader: ReturnType<typeof resultReader> = {
    ...stored,
    async byNumber(device, epoch, n) {
      const found = waiting.find(
        (row) => row.device === device && row.epoch === epoch && row.stored.result.n === n,
      )
      return found?.stored ?? stored.byNumber(device, epoch, n)
    },
    async byOperation(operationId) {
      const found = waiting.find((row) => row.stored.operationId === operationId)
      return found?.stored ?? stored.byOperation(operationId)
    },
  }
  return {
    ...reader,
    async add(place: { device: string; epoch: string }, stored: StoredResult): Promise<void> {
      waiting.push({ ...place, stored })
    },
    /** SE7: the answers to these operations stay, what they were is forgotten. */
    async forget(operationIds: readonly string[]): Promise<void> {
      for (const batch of inBatches(operationIds)) {
        await db
          .updateTable('results')
          .set({ body_hash: forgottenBody })
          .where('operation_id', 'in', batch)
          .execute()
      }
    },
    mark: () => waiting.length,
    undoTo: (mark: number) => {
      waiting.splice(mark)
    },
    async flush(): Promise<void> {
      const rows = waiting.map(({ device, epoch, stored: { operationId, bodyHash, result } }) => ({
        device,
        epoch,
        n: result.n,
        operation_id: operationId,
        body_hash: bodyHash,
        result: JSON.stringify(result),
      }))
      for (const batch of inBatches(rows)) await db.insertInto('results').values(batch).execute()
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
