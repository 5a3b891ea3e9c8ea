import type { Result } from '#shared/domain/result.ts'
import { readWorkbook, type ReadWorkbook } from './read-workbook.ts'
import type { TableProblem } from './table.ts'

/** What `open-workbook.ts` posts: one workbook per worker, which ends with its answer. */
export interface WorkbookRequest {
  bytes: Uint8Array<ArrayBuffer>
  sheet: number
}

export type WorkbookAnswer =
  | { type: 'share'; share: number }
  | { type: 'read'; read: Result<ReadWorkbook, TableProblem> }

self.addEventListener('message', ({ data }: MessageEvent<WorkbookRequest>) => {
  let told = 0
  const read = readWorkbook(data.bytes, data.sheet, (share) => {
    if (share - told < 0.02) return
    told = share
    answer({ type: 'share', share })
  })
  answer({ type: 'read', read })
})

function answer(message: WorkbookAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  self.postMessage(message)
}
