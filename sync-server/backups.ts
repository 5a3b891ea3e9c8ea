import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { BackupState } from '#shared/protocol/backup-message.ts'
import type { Services } from './services.ts'
import { databaseFile, fileStamp } from './sqlite-copy.ts'

/** SE9: copies of the database that a running server makes when somebody asks. */
export interface Backups {
  /** How far the copy under way is; null when none is. */
  running(): Promise<BackupState['running']>
  /** Begins, unless one is under way. What comes of it is a row of the audit. */
  start(by: { staffId: string; device: string }): void
  /** Ends when what was begun has ended. */
  settled(): Promise<void>
}

/** `folder` holds the database; each copy is a file of its own in `into`, which is made when it is missing. */
export function createBackups(
  { store, clock }: Services,
  { folder, into }: { folder: string; into: string },
  onError: (error: unknown) => void,
): Backups {
  let target: string | null = null
  let work = Promise.resolve()

  async function copy(
    name: string,
    file: string,
    by: { staffId: string; device: string },
  ): Promise<void> {
    let code = ''
    try {
      await mkdir(into, { recursive: true, mode: 0o700 })
      await inWorker({ folder, target: file })
      code = String((await stat(file)).size)
    } catch (error) {
      onError(error)
    }
    const at = clock()
    await store.write(at, async ({ audit }) => {
      const what = code === '' ? 'backup-failed' : 'backup-made'
      audit.add({ at, what, ...by, refType: 'file', refId: name, ...(code !== '' && { code }) })
    })
  }

  return {
    async running() {
      if (target === null) return null
      const of = await sizeOf(databaseFile(folder))
      const bytes = await sizeOf(`${target}.part`)
      return { step: bytes < of ? 'copying' : 'checking', bytes: Math.min(bytes, of), of }
    },
    start(by) {
      if (target !== null) return
      const name = `branchbook-${fileStamp(clock())}.sqlite`
      target = join(into, name)
      work = copy(name, target, by)
        .catch(onError)
        .finally(() => {
          target = null
        })
    },
    settled: () => work,
  }
}

/** The copy is checked by SQLite in one go, which takes seconds: not on the thread that answers requests. */
function inWorker(workerData: { folder: string; target: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('backup-worker.ts', import.meta.url), { workerData })
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error('The copy was not made.'))
    })
  })
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    // Not begun yet, or done and renamed since.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0
    throw error
  }
}
