import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { backUp, databaseFile, restore } from '#server/sqlite-copy.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { newBranchDevice, type BranchDevice } from './branch-device.ts'

/** A server that is stopped, put back to a backup and started again; its devices follow it. */
export interface MovingServer {
  readonly server: TestServer
  /** A new device of the relationship manager. */
  device(): Promise<BranchDevice>
  /** As `npm run backup`. */
  backUp(): Promise<void>
  /** As `npm run restore`, from the last backup, and a start. */
  restore(): Promise<void>
  /** The file is put back by hand: the database keeps its history. */
  putBack(): Promise<void>
  close(): Promise<void>
}

export async function startMovingServer(): Promise<MovingServer> {
  const folder = await mkdtemp(join(tmpdir(), 'branchbook-moving-'))
  const devices: BranchDevice[] = []
  let server = await startTestServer({ customers: 5, folder })
  let backups = 0
  const copy = () => join(folder, `backup-${backups}.sqlite`)

  async function startAgain(put: () => Promise<unknown>): Promise<void> {
    await server.close()
    await put()
    server = await startTestServer({ customers: 0, folder })
    for (const { network } of devices) network.origin = server.url
  }

  return {
    get server() {
      return server
    },
    async device() {
      const { staffNo } = server.colleague('rm')
      const device = await newBranchDevice(server.url, { staffNo, password: server.password })
      devices.push(device)
      return device
    },
    async backUp() {
      backups += 1
      await backUp(folder, copy())
    },
    restore: () =>
      startAgain(() => restore(folder, copy(), { newId: () => v7(), now: Date.now() })),
    putBack: () =>
      startAgain(async () => {
        for (const end of ['', '-wal', '-shm']) {
          await rm(databaseFile(folder) + end, { force: true })
        }
        await copyFile(copy(), databaseFile(folder))
      }),
    async close() {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
