import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import type { Change, OperationDraft } from '#shared/protocol/operation.ts'
import {
  type Cursor,
  PullCheckpoint,
  PullIndex,
  PullPage,
  type PullRequest,
  PullStart,
} from '#shared/protocol/pull-message.ts'
import { PushResponse } from '#shared/protocol/push-message.ts'
import { RecordBody, type RecordType } from '#shared/protocol/record.ts'
import { SessionInfo } from '#shared/protocol/session-message.ts'
import { schemaVersion } from '#shared/protocol/version.ts'

interface PulledRecord extends RecordBody {
  scope: string
  tier: number
  seq: number
}

export interface Pulled {
  start: PullStart
  pages: PullPage[]
  /** PL4: rows of the scopes that were compared. */
  indexes: PullIndex[]
  checkpoint: PullCheckpoint
  /** Every record of every page, in the order of the pages. */
  records: PulledRecord[]
  /** Length in bytes of each line, uncompressed. */
  lineBytes: number[]
}

/** One device of one person, speaking the wire over real HTTP. */
export interface TestClient {
  readonly device: string
  readonly epoch: string
  /** Who signed in last. */
  readonly session: SessionInfo
  /** The cookie as a header value, for requests that a test makes itself. */
  readonly cookie: string
  signIn(staffNo: string, password: string): Promise<Response>
  get(path: string): Promise<Response>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  patch(path: string, body: unknown): Promise<Response>
  /** An operation of this person, made now; `n` is given by `push`. */
  draft(recordType: RecordType, recordId: string, change: Change): OperationDraft
  /** Gives out the next numbers, sends, and parses the answer; throws when it is a problem. */
  push(drafts: readonly OperationDraft[]): Promise<PushResponse>
  /** Sends numbered operations as they are. */
  pushRaw(operations: readonly unknown[], more?: object): Promise<Response>
  /** The number that the next operation gets. */
  nextN: number
  pull(cursor?: Cursor | null, more?: Partial<PullRequest>): Promise<Pulled>
}

export function createTestClient(
  url: string,
  { device, epoch }: { device: string; epoch: string } = {
    device: randomUUID(),
    epoch: randomUUID(),
  },
): TestClient {
  let cookie = ''
  let session: SessionInfo | undefined
  const send = (method: string, path: string, body: unknown, headers: Record<string, string>) =>
    fetch(url + path, {
      method,
      headers: { 'content-type': 'application/json', 'x-branchbook': '1', cookie, ...headers },
      body: JSON.stringify(body),
    })
  const post: TestClient['post'] = (path, body, headers = {}) => send('POST', path, body, headers)
  const client: TestClient = {
    device,
    epoch,
    nextN: 1,
    get session() {
      if (session === undefined) throw new Error('Nobody signed in.')
      return session
    },
    get cookie() {
      return cookie
    },
    async signIn(staffNo, password) {
      const response = await post('/api/sign-in', { staffNo, password, device, epoch })
      if (response.ok) {
        cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
        session = SessionInfo.parse(await response.clone().json())
      }
      return response
    },
    get: (path) => fetch(url + path, { headers: { cookie } }),
    post,
    patch: (path, body) => send('PATCH', path, body, {}),
    draft(recordType, recordId, change) {
      const author = client.session.staffId
      return { id: v7(), recordType, recordId, at: Date.now(), schemaVersion, author, ...change }
    },
    async push(drafts) {
      const operations = drafts.map((draft, index) => ({ n: client.nextN + index, ...draft }))
      client.nextN += drafts.length
      const response = await client.pushRaw(operations)
      if (!response.ok) throw new Error(`push: ${response.status} ${await response.text()}`)
      return PushResponse.parse(await response.json())
    },
    pushRaw: (operations, more = {}) =>
      post('/sync/push', { device, epoch, sentAt: Date.now(), operations, ...more }),
    async pull(cursor = null, more = {}) {
      const request: PullRequest = {
        device,
        epoch,
        cursor,
        lastLocalN: client.nextN - 1,
        unsyncedCount: 0,
        oldestUnsyncedAt: null,
        ...more,
      }
      const response = await post('/sync/pull', request)
      if (!response.ok) throw new Error(`pull: ${response.status} ${await response.text()}`)
      return parsePull(await response.text())
    },
  }
  return client
}

function parsePull(text: string): Pulled {
  const lines = text.split('\n').slice(0, -1)
  const start = PullStart.parse(JSON.parse(lines[0] ?? ''))
  const checkpoint = PullCheckpoint.parse(JSON.parse(lines.at(-1) ?? ''))
  const middle = lines.slice(1, -1).map((line): unknown => JSON.parse(line))
  const indexes = middle.flatMap((line) => PullIndex.safeParse(line).data ?? [])
  const pages = middle.slice(0, middle.length - indexes.length).map((line) => PullPage.parse(line))
  const records = pages.flatMap(({ scope, tier, records }) =>
    records.map((row) => {
      if (!Array.isArray(row)) throw new Error('A row is [seq, body].')
      return { ...RecordBody.parse(row[1]), scope, tier, seq: Number(row[0]) }
    }),
  )
  return {
    start,
    pages,
    indexes,
    checkpoint,
    records,
    lineBytes: lines.map((line) => Buffer.byteLength(line)),
  }
}
