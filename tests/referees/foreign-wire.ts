/** The requests of docs/sync.md, section 4, as somebody would write them who knows that page and nothing else. */

export interface Cursor {
  serverEpoch: string
  positions: Record<string, Record<string, number>>
}

export interface RecordBody {
  type: string
  id: string
  data: Record<string, unknown>
  archivedAt?: number
}

export interface Page {
  kind: 'page'
  scope: string
  tier: number
  through: number
  records: [number, RecordBody][]
  outs?: [number, string, string][]
}

interface Checkpoint {
  kind: 'checkpoint'
  cursor: Cursor
  lastN: number
  scopes: Record<string, { count: number; checksum: number }>
}

type Line = { kind: 'start'; records: number } | Page | Checkpoint

export interface Answer {
  /** How many records the server meant to send. */
  announced: number
  pages: Page[]
  /** Missing when the answer broke off. */
  checkpoint: Checkpoint | undefined
}

export interface Operation {
  n: number
  id: string
  recordType: string
  recordId: string
  at: number
  schemaVersion: 1
  author: string
  kind: string
  args: object
}

export interface Outcome {
  n: number
  outcome: string
  reason?: string
}

export interface Report {
  lastLocalN: number
  unsyncedCount: number
  oldestUnsyncedAt: number | null
}

export interface Identity {
  device: string
  epoch: string
}

export interface ForeignWire {
  staffId: string
  branchId: string
  serverEpoch: string
  /** Answers outcomes; throws at anything that is not 200. */
  push(operations: readonly Operation[]): Promise<{ lastN: number; results: Outcome[] }>
  /** What is new since a cursor, as far as the answer came; the report tells of the outbox. */
  pull(cursor: Cursor | null, report: Report): Promise<Answer>
}

/** Signs in and answers the two requests of sync. `fetch` keeps the cookie. */
export async function openWire(
  fetch: typeof globalThis.fetch,
  url: string,
  identity: Identity,
  signIn: { staffNo: string; password: string },
): Promise<ForeignWire> {
  const post = (path: string, body: object): Promise<Response> =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-branchbook': '1' },
      body: JSON.stringify({ ...identity, ...body }),
    })
  const parseHello: (text: string) => { serverEpoch: string } = JSON.parse
  const hello = parseHello(await (await fetch(`${url}/api/hello`)).text())
  const parseSession: (text: string) => { staffId: string; branchId: string } = JSON.parse
  const session = parseSession(await textOf(await post('/api/sign-in', signIn)))
  const parsePush: (text: string) => { lastN: number; results: Outcome[] } = JSON.parse
  return {
    staffId: session.staffId,
    branchId: session.branchId,
    serverEpoch: hello.serverEpoch,
    async push(operations) {
      return parsePush(await textOf(await post('/sync/push', { sentAt: Date.now(), operations })))
    },
    async pull(cursor, report) {
      const response = await post('/sync/pull', { cursor, ...report })
      if (!response.ok) throw new Error(`pull: ${response.status} ${await response.text()}`)
      return readAnswer(await linesOf(response))
    },
  }
}

async function textOf(response: Response): Promise<string> {
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`)
  return text
}

/** The whole lines that arrived before the answer ended or broke off. */
async function linesOf(response: Response): Promise<string[]> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true })
  } catch {
    // “Without the checkpoint the answer broke off; go on from the positions of the pages stored.”
  }
  return text.split('\n').slice(0, -1)
}

function readAnswer(texts: readonly string[]): Answer {
  const parse: (text: string) => Line = JSON.parse
  const answer: Answer = { announced: 0, pages: [], checkpoint: undefined }
  for (const line of texts.map(parse)) {
    if (line.kind === 'start') answer.announced = line.records
    else if (line.kind === 'page') answer.pages.push(line)
    else answer.checkpoint = line
  }
  return answer
}

/** Where to go on after a broken answer: the positions of the pages that came. */
export function advanced(
  cursor: Cursor | null,
  pages: readonly Page[],
  serverEpoch: string,
): Cursor {
  const next: Cursor =
    cursor?.serverEpoch === serverEpoch ? structuredClone(cursor) : { serverEpoch, positions: {} }
  for (const { scope, tier, through } of pages) {
    const tiers = (next.positions[scope] ??= {})
    tiers[tier] = Math.max(tiers[tier] ?? 0, through)
  }
  return next
}
