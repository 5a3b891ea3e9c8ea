import { fail, type Result } from '#shared/domain/result.ts'
import { trustedWorkerUrl } from '#vault/trusted-worker-url.ts'
import type { ReadWorkbook } from './read-workbook.ts'
import type { TableProblem } from './table.ts'
import type { WorkbookAnswer, WorkbookRequest } from './workbook-worker.ts'

/**
 * Reads a workbook beside the screen, which would stand still for seconds with a large one. `onShare` hears how much is read, from 0 to
 * 1. A worker that dies, for want of memory, is `too-inflated`.
 */
export async function openWorkbook(
  bytes: Uint8Array<ArrayBuffer>,
  sheet: number,
  onShare: (share: number) => void,
): Promise<Result<ReadWorkbook, TableProblem>> {
  if (typeof Worker === 'undefined') {
    const { readWorkbook } = await import('./read-workbook.ts')
    return readWorkbook(bytes, sheet, onShare)
  }
  const { default: url } = await import('./workbook-worker.ts?worker&url')
  const worker = new Worker(trustedWorkerUrl(url), { type: 'module', name: 'workbook' })
  const read = new Promise<Result<ReadWorkbook, TableProblem>>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<WorkbookAnswer>) => {
      if (data.type === 'share') onShare(data.share)
      else resolve(data.read)
    })
    worker.addEventListener('error', () => resolve(fail({ type: 'too-inflated' })))
  })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  worker.postMessage({ bytes, sheet } satisfies WorkbookRequest)
  return read.finally(() => worker.terminate())
}
