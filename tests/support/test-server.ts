import { mkdtemp, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import type { Role } from '#shared/domain/role.ts'
import { createApp } from '#server/app.ts'
import { verifyAuditChain } from '#server/audit-chain.ts'
import { fillWithDemo } from '#server/demo/fill-with-demo.ts'
import type { Limits } from '#server/limits.ts'
import { createLogger } from '#server/request-log.ts'
import type { Services } from '#server/services.ts'
import type { StaffAccount } from '#server/store/staff-table.ts'
import { createTestClient, type TestClient } from './test-client.ts'
import { openTestStore } from './test-store.ts'

export interface TestServer {
  /** `http://127.0.0.1:<port>`, real HTTP. */
  url: string
  services: Services
  folder: string
  /** SE1: only on an empty server. */
  setupCode: string | undefined
  /** The colleagues of the filled branch; everybody's password is `password`. */
  staff: StaffAccount[]
  password: string
  colleague(role: Role, index?: number): StaffAccount
  /** Signs in from a new device, or from the one given. */
  signIn(who: StaffAccount | Role, device?: { device: string; epoch: string }): Promise<TestClient>
  close(): Promise<void>
}

export interface TestServerOptions {
  /** 0 leaves the server empty. */
  customers?: number
  clock?: () => number
  /** A folder of built pages to serve. */
  pages?: string
  /** Roots of the builds before. */
  formerBuilds?: readonly string[]
  /** A data folder that is kept when the server closes. */
  folder?: string
  trustProxy?: boolean
  /** SE5: smaller ones than the usual. */
  limits?: Limits
}

/** Starts the real server in this process, on a real database file in a temporary folder. */
export async function startTestServer({
  customers = 20,
  clock = () => Date.now(),
  pages,
  formerBuilds = [],
  folder: kept,
  trustProxy = false,
  limits,
}: TestServerOptions = {}): Promise<TestServer> {
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'branchbook-test-')))
  const store = await openTestStore(folder)
  const services: Services = { store, clock, newId: () => v7(), randomBytes }
  const password = 'correct horse 正确的马'
  if (customers > 0) {
    const today = civilDateInShanghai(clock())
    await fillWithDemo(services, { seed: 'test', today, customers, password })
  }
  const { app, setupCode } = await createApp({
    services,
    logger: createLogger('error'),
    trustProxy,
    ...(pages === undefined ? {} : { pages, formerBuilds }),
    ...(limits === undefined ? {} : { limits }),
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = app.listeningOrigin
  const staff = await store.read((reader) => reader.staff.all())
  const colleague = (role: Role, index = 0) => {
    const found = staff.filter((account) => account.role === role)[index]
    if (found === undefined) throw new Error(`No colleague: ${role} ${index}`)
    return found
  }
  return {
    url,
    services,
    folder,
    setupCode: setupCode.code,
    staff,
    password,
    colleague,
    signIn: async (who, device) => {
      const account = typeof who === 'string' ? colleague(who) : who
      const client = createTestClient(url, device)
      await client.signIn(account.staffNo, password)
      return client
    },
    close: async () => {
      await app.close()
      // SE6: whatever a test did, the audit of its server is whole.
      const chain = await store.read(({ audit }) => verifyAuditChain(audit))
      await store.close()
      if (kept === undefined) await rm(folder, { recursive: true, force: true })
      if (!chain.ok) throw new Error(`The audit is broken at row ${chain.brokenAt}.`)
    },
  }
}
