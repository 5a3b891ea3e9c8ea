import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { pino } from 'pino'
import type { SessionInfo } from '#shared/protocol/session-message.ts'
import { createApp } from '#server/app.ts'
import { grantsOfAccount } from '#server/account-grants.ts'
import { registerDevice } from '#server/register-device.ts'
import { sessionInfo } from '#server/session-info.ts'
import { hashToken, sessionLength } from '#server/sessions.ts'
import { backUp, restore } from '#server/sqlite-copy.ts'
import { openSqliteStore } from '#server/store/sqlite/open-sqlite-store.ts'
import type { Store, Transaction } from '#server/store/store.ts'
import type { VirtualClock } from '#tests/simulation/world/virtual-clock.ts'
import { databaseIn, newDataFolder, removeDataFolder } from './simulated-branch.ts'

export interface ServerRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: string | undefined
}

export interface ServerAnswer {
  status: number
  headers: Record<string, string>
  bytes: Uint8Array<ArrayBuffer>
}

/** An answer that comes little by little. */
export interface HeldServerAnswer {
  status: number
  headers: Record<string, string>
  /** Breaks off when the server is killed. */
  chunks: AsyncIterator<Uint8Array>
}

/** The real server around a database file, without a socket. */
export interface SimulatedServer {
  readonly isUp: boolean
  /** Grows with each start: what was asked of an earlier process is never answered. */
  readonly life: number
  /** Bugs that the server met and answered for. */
  readonly errors: string[]
  handle: (request: ServerRequest) => Promise<ServerAnswer>
  /** For a request that is answered later (PL5); `gone` tells the server that nobody listens any more. */
  hold: (request: ServerRequest, gone: AbortSignal) => Promise<HeldServerAnswer>
  /** Throws when the server is killed; for what waits inside it. */
  untilKilled: () => Promise<never>
  /** SIGKILL: what was not committed is gone. */
  kill: () => Promise<void>
  start: () => Promise<void>
  /** A session as a sign-in makes it, without its key derivation; null for somebody who has left. */
  signIn: (
    staffId: string,
    device: { device: string; epoch: string },
  ) => Promise<{ cookie: string; session: SessionInfo } | null>
  /** What an administrator's request would do. */
  write: <Value>(work: (transaction: Transaction) => Promise<Value>) => Promise<Value>
  read: Store['read']
  /** Looks into the file past the server. */
  look: <Value>(work: (database: DatabaseSync) => Value) => Value
  /** Copies the database as it is now. */
  backUp: () => Promise<void>
  /** GC2: the last copy takes the place of the database; `false` when there is none. The server is up after it. */
  putBack: () => Promise<boolean>
  /** How often a copy was put back. */
  readonly histories: number
  end: () => Promise<void>
}

/** What is thrown where a killed server ends. */
export const killedHere = 'The server was killed here.'

/** What an operation meets that is unlucky (PU2). */
export const simulatedBug = 'A simulated bug.'

/** The last is what a request of a killed process meets that still looks into its database. */
const nobodysFaults = [killedHere, simulatedBug, 'driver has already been destroyed']

/** One app for the process: its store and its clock are those of the present history. */
let app: Promise<FastifyInstance> | undefined
let present: { store: Store; clock: VirtualClock; errors: string[] } | undefined
const movedListeners = new Set<(scopes: string[]) => void>()

export async function startSimulatedServer(clock: VirtualClock): Promise<SimulatedServer> {
  const folder = await newDataFolder()
  const errors: string[] = []
  let store: Store | null = null
  let life = 0
  const waitingInside: ((error: Error) => void)[] = []
  let connections = new AbortController()
  let copies = 0
  let histories = 0
  const copyIn = (no: number): string => join(folder, `copy-${no}.sqlite`)

  async function start(): Promise<void> {
    life += 1
    store = await openSqliteStore({ folder, newId: () => crypto.randomUUID() })
    present = { store, clock, errors }
    store.onMoved((scopes) => {
      for (const listener of movedListeners) listener(scopes)
    })
  }

  async function kill(): Promise<void> {
    const killed = store
    store = null
    life += 1
    for (const end of waitingInside.splice(0)) end(new Error(killedHere))
    connections.abort()
    connections = new AbortController()
    await killed?.close()
  }

  function running(): Store {
    if (store === null) throw new Error('The server is down.')
    return store
  }

  await start()
  app ??= bootApp()
  const fastify = await app

  return {
    get isUp() {
      return store !== null
    },
    get life() {
      return life
    },
    errors,
    async handle(request) {
      running()
      const asked = life
      const answer = await fastify.inject(injected(request))
      const isAnswered = asked === life
      if (answer.statusCode >= 500 && isAnswered)
        errors.push(`${request.path}: ${answer.statusCode} ${answer.body}`)
      return {
        status: answer.statusCode,
        headers: keptHeaders(answer.headers),
        bytes: new Uint8Array(answer.rawPayload),
      }
    },
    async hold(request, gone) {
      running()
      const hungUp = AbortSignal.any([gone, connections.signal])
      const answer = await fastify.inject({ ...injected(request), payloadAsStream: true })
      const hangUp = () => answer.raw.res.destroy()
      if (hungUp.aborted) hangUp()
      hungUp.addEventListener('abort', hangUp)
      const chunks: AsyncIterable<Uint8Array> = answer.stream()
      return {
        status: answer.statusCode,
        headers: keptHeaders(answer.headers),
        chunks: chunks[Symbol.asyncIterator](),
      }
    },
    untilKilled: () =>
      new Promise((_resolve, reject) => {
        waitingInside.push(reject)
      }),
    kill,
    start,
    async signIn(staffId, device) {
      const token = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
      const now = clock.now()
      const session = await running().write(now, async (transaction) => {
        const account = await transaction.staff.byId(staffId)
        if (account === undefined || !account.active) return null
        await registerDevice(transaction, account, { ...device, former: undefined }, now)
        const stored = { staffId, device: device.device, expiresAt: now + sessionLength }
        await transaction.sessions.add(hashToken(token), stored, now)
        const grants = await grantsOfAccount(account, transaction.staff)
        return sessionInfo({ account, grants }, transaction, now)
      })
      return session === null ? null : { cookie: `branchbook=${token}`, session }
    },
    async backUp() {
      copies += 1
      await backUp(folder, copyIn(copies))
    },
    async putBack() {
      if (copies === 0) return false
      await kill()
      await restore(folder, copyIn(copies), {
        newId: () => crypto.randomUUID(),
        now: clock.now(),
      })
      histories += 1
      await start()
      return true
    },
    get histories() {
      return histories
    },
    write: (work) => running().write(clock.now(), work),
    read: (work) => running().read(work),
    look(work) {
      const database = new DatabaseSync(databaseIn(folder), { readOnly: true })
      try {
        return work(database)
      } finally {
        database.close()
      }
    },
    async end() {
      await kill()
      removeDataFolder(folder)
    },
  }
}

async function bootApp(): Promise<FastifyInstance> {
  const store: Store = {
    read: (work) => current().store.read(work),
    snapshot: () => current().store.snapshot(),
    write: (at, work) => current().store.write(at, work),
    onMoved: (listener) => {
      movedListeners.add(listener)
      return () => movedListeners.delete(listener)
    },
    wipeFreeSpace: () => current().store.wipeFreeSpace(),
    close: () => current().store.close(),
  }
  const services = {
    store,
    clock: () => current().clock.now(),
    newId: () => crypto.randomUUID(),
    randomBytes,
  }
  // What the server could not answer properly is reported with where it happened.
  const logger = pino({ level: 'error', base: null }, { write: note })
  const made = await createApp({ services, logger })
  await made.app.ready()
  return made.app
}

function injected({ method, path, headers, body }: ServerRequest): InjectOptions {
  return {
    method: method === 'POST' ? 'POST' : 'GET',
    url: path,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  }
}

/** The headers that the client reads. */
function keptHeaders(headers: Record<string, unknown>): Record<string, string> {
  const kept = ['content-type', 'retry-after', 'cache-control'].flatMap((name) => {
    const value = headers[name]
    return value === undefined ? [] : [[name, String(value)] as const]
  })
  return Object.fromEntries(kept)
}

/** What was under way when the server was killed is nobody's fault, nor is a bug that was put there. */
function note(line: string): void {
  if (!nobodysFaults.some((words) => line.includes(words))) present?.errors.push(line)
}

function current(): NonNullable<typeof present> {
  if (present === undefined) throw new Error('No history is running.')
  return present
}
