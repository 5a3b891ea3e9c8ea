import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Hello } from '#shared/protocol/session-message.ts'
import { PushResponse } from '#shared/protocol/push-message.ts'
import { restore } from '#server/sqlite-copy.ts'
import { compiledCode } from '#tests/support/compiled-code.ts'
import { inServerDatabase, verifyAudit } from '#tests/support/server-database.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { stored } from './handover-steps.ts'
import { taskData } from './record-data.ts'

let folder = ''
let copy = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branchbook-restore-'))
  copy = join(folder, 'copies.sqlite')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const data = () => join(folder, 'data')

/** Runs a command as an operator would; rejects with what it printed when it fails. */
async function run(script: string, ...more: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`sync-server/${script}.ts`, ...more],
    {
      cwd: join(import.meta.dirname, '..', '..'),
      env: { ...process.env, ...compiledCode, DATA_DIR: data(), DATABASE_URL: '' },
    },
  )
  return stdout
}

function newTask(client: TestClient) {
  const task = taskData(client.session.staffId)
  return client.draft('task', randomUUID(), { kind: 'create', args: { data: task } })
}

async function helloOf(server: TestServer): Promise<Hello> {
  return Hello.parse(await (await fetch(`${server.url}/api/hello`)).json())
}

function start(): Promise<TestServer> {
  return startTestServer({ folder: data(), customers: 20 })
}

describe('[GC2] backup and restore', () => {
  test('[GC2] a device confirmed beyond the backup offers again what it has, and nothing is lost or doubled', async () => {
    const server = await start()
    const client = await server.signIn('rm')
    const [before, after, unsent] = [newTask(client), newTask(client), newTask(client)]
    await client.push([before])
    expect(await run('backup', copy)).toContain('the copy is whole')
    await client.push([after])
    const { checkpoint } = await client.pull()
    expect(checkpoint.lastN).toBe(2)
    const hello = await helloOf(server)
    await server.close()

    expect(await run('restore', copy)).toContain('kept as')
    const restored = await start()
    const now = await helloOf(restored)
    expect(now.serverId).toBe(hello.serverId)
    expect(now.serverEpoch).not.toBe(hello.serverEpoch)
    expect(await stored(restored, 'task', after.recordId)).toBeUndefined()
    // The session was in the copy; the device counts anew and offers all three.
    const asBefore = retarget(client, restored)
    const next = randomUUID()
    const { device, epoch } = client
    const announced = await asBefore('/sync/epoch', { device, former: epoch, next })
    expect(announced.status).toBe(200)
    const operations = [before, after, unsent].map((draft, index) => ({ n: index + 1, ...draft }))
    const pushed = await asBefore('/sync/push', {
      device,
      epoch: next,
      sentAt: Date.now(),
      operations,
    })
    expect(PushResponse.parse(await pushed.json())).toMatchObject({
      lastN: 3,
      results: [{ outcome: 'applied' }, { outcome: 'applied' }, { outcome: 'applied' }],
    })
    for (const { recordId } of [before, after, unsent]) {
      expect(await stored(restored, 'task', recordId)).toBeDefined()
    }
    await restored.close()
    expect(await verifyAudit(data())).toContain('whole')
  })

  test('[GC2] an epoch that began after the backup is not known any more, and starts the next one all the same', async () => {
    const server = await start()
    const client = await server.signIn('rm')
    await client.push([newTask(client)])
    await run('backup', copy)
    const { device, epoch } = client
    const [second, third] = [randomUUID(), randomUUID()]
    await client.post('/sync/epoch', { device, former: epoch, next: second })
    await server.close()
    await run('restore', copy)
    const restored = await start()
    const announced = await retarget(client, restored)('/sync/epoch', {
      device,
      former: second,
      next: third,
    })
    expect(announced.status).toBe(200)
    await restored.close()
  })

  test('[CL7] what devices reported before the backup reports no loss after it', async () => {
    const server = await start()
    const client = await server.signIn('rm')
    await client.pull(null, { lastLocalN: 9, unsyncedCount: 9, oldestUnsyncedAt: 1 })
    await run('backup', copy)
    await server.close()
    await run('restore', copy)
    const restored = await start()
    await restored.signIn('rm', { device: client.device, epoch: randomUUID() })
    const { records } = await (await restored.signIn('lead')).pull()
    expect(records.filter(({ type }) => type === 'loss-report')).toEqual([])
    await restored.close()
  })

  test('[SE9] a copy is one file that only its owner may read, is never written over, and is made while the server runs', async () => {
    const server = await start()
    await run('backup', copy)
    expect((await stat(copy)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['copies.sqlite', 'data'])
    await expect(run('backup', copy)).rejects.toThrow('is there already')
    await expect(run('backup')).rejects.toThrow('Usage')
    await server.close()
  })

  test('[SE9] a restore is refused while a server runs, and for what is no whole copy; nothing changes then', async () => {
    const server = await start()
    await run('backup', copy)
    await expect(run('restore', copy)).rejects.toThrow('stop it first')
    const { serverEpoch } = await helloOf(server)
    await server.close()
    const broken = join(folder, 'broken.sqlite')
    await writeFile(broken, 'not a database at all, but long enough to be looked at'.repeat(200))
    await expect(run('restore', broken)).rejects.toThrow('no whole database')
    await expect(run('restore', join(folder, 'missing'))).rejects.toThrow('no file')
    const kept = inServerDatabase(data(), (database) =>
      database.prepare(`select value from meta where key = 'server_epoch'`).get(),
    )
    expect(kept).toEqual({ value: serverEpoch })
    expect(await readdir(data())).toEqual(['branchbook.sqlite'])
  })

  test('[SE9] the database that a restore keeps is never written over by the next one', async () => {
    await (await start()).close()
    await run('backup', copy)
    const how = { newId: randomUUID, now: 1_795_000_000_000 }
    const former = (await restore(data(), copy, how)) ?? ''
    const kept = await readFile(former)
    await expect(restore(data(), copy, how)).rejects.toThrow('is there already')
    expect(await readFile(former)).toEqual(kept)
  })

  test('[GC2] new-epoch gives a database that was put back otherwise a new history, also while the server runs', async () => {
    const server = await start()
    const { serverEpoch } = await helloOf(server)
    expect(await run('new-epoch')).toContain('new history')
    expect((await helloOf(server)).serverEpoch).not.toBe(serverEpoch)
    await server.close()
  })
})

/** The same session, spoken to another address. */
function retarget({ cookie }: TestClient, { url }: TestServer) {
  return (path: string, body: unknown) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-branchbook': '1', cookie },
      body: JSON.stringify(body),
    })
}
