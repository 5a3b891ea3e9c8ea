import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { createApp } from '#server/app.ts'
import { fillWithDemo } from '#server/demo/fill-with-demo.ts'
import type { BranchSize } from '#server/demo/generate-branch.ts'
import { createLogger } from '#server/request-log.ts'
import { openSqliteStore } from '#server/store/sqlite/open-sqlite-store.ts'
import { branchPassword } from './work-branch.ts'

export interface BranchServer {
  url: string
  close(): Promise<void>
}

/** Starts the real server on a real file, filled with a generated branch, serving the pages given. */
export async function startBranchServer(size: BranchSize, pages: string): Promise<BranchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'branchbook-bench-'))
  const store = await openSqliteStore({ folder, newId: () => v7() })
  const services = { store, clock: () => Date.now(), newId: () => v7(), randomBytes }
  await fillWithDemo(services, { ...size, password: branchPassword })
  const { app } = await createApp({ services, logger: createLogger('silent'), pages })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url: app.listeningOrigin,
    close: async () => {
      await app.close()
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
