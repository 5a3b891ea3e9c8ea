import * as fc from 'fast-check'
import { maximumPushBytes, PushResponse } from '#shared/protocol/push-message.ts'
import { Problem } from '#shared/protocol/session-message.ts'
import { queryPostgres } from '#tests/support/postgres.ts'
import { inServerDatabase, verifyAudit } from '#tests/support/server-database.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { type Forged, forgedRequests, type Known } from './forged-requests.ts'

const password = 'demo password 1'
/** So many requests are looked at together: whether anything changed that is not the forger's. */
const perLook = 500

/**
 * Sends forged requests to a real server process, with the session of a teller: real and invented ids, fields, authors,
 * scopes and cursors, bodies that nest or are huge. Each must be refused, or be answered by outcomes; nothing outside of
 * what the teller may write changes, nothing outside of the own scopes is sent, and every operation that has an outcome has
 * an audit row. With `databaseUrl` the server keeps its data in PostgreSQL.
 */
export async function forgeRequests({
  cases,
  seed,
  databaseUrl,
}: {
  cases: number
  seed: string
  databaseUrl?: string
}): Promise<{ counts: Record<string, number>; violations: string[] }> {
  const server = await startServerProcess({
    demoCustomers: 30,
    demoPassword: password,
    ...(databaseUrl === undefined ? {} : { environment: { DATABASE_URL: databaseUrl } }),
  })
  const counts: Record<string, number> = { cases: 0, refused: 0, fenced: 0, outcomes: 0 }
  const violations: string[] = []
  try {
    const lead = await signIn(server.url, '5001')
    const teller = await signIn(server.url, '3001')
    const before = await lead.pull()
    const known: Known = { teller, records: before.records, lead }
    let { cursor } = before.checkpoint
    for (let done = 0; done < cases; done += perLook) {
      const numRuns = Math.min(perLook, cases - done)
      const property = fc.asyncProperty(forgedRequests(known), (forged) =>
        send(server.url, teller, forged, counts),
      )
      const found = await fc.check(property, { numRuns, seed: hashOf(`${seed} ${done}`) })
      if (found.failed) {
        const example = JSON.stringify(found.counterexample)?.slice(0, 2000)
        violations.push(`seed ${seed}, after ${done}: ${String(found.errorInstance)} ${example}`)
      }
      const after = await lead.pull(cursor)
      cursor = after.checkpoint.cursor
      violations.push(...foreignChanges(after.records, teller))
    }
    counts['cases'] = cases
    const { lastN } = await teller.push([])
    if (lastN !== counts['outcomes']) {
      violations.push(`lastN ${lastN} after ${counts['outcomes']} outcomes`)
    }
    const rows = `select count(*) as found from audit where device = '${teller.device}' and what`
    const found = async (what: string): Promise<number> => {
      const text = `${rows} in (${what})`
      const [row] =
        databaseUrl === undefined
          ? inServerDatabase(server.folder, (database) => database.prepare(text).all())
          : await queryPostgres(databaseUrl, text)
      return Number(row?.['found'])
    }
    const audited = [await found(`'operation'`), await found(`'operation-changed', 'stale-epoch'`)]
    if (audited[0] !== counts['outcomes'] || audited[1] !== counts['fenced']) {
      violations.push(`audit rows ${audited.join(', ')}`)
    }
    const place = databaseUrl === undefined ? server.folder : { databaseUrl }
    const audit = await verifyAudit(place)
    if (!audit.includes('whole')) violations.push(audit)
    const bugs = server.output().match(/operation failed|request failed/gu) ?? []
    if (bugs.length > 0) violations.push(`${bugs.length} bugs in the log of the server`)
    return { counts, violations }
  } finally {
    await server.dispose()
  }
}

/** Who sends far too much may be hung up on before he has read that it was refused. */
async function unlessHungUp(answered: Promise<Response>): Promise<Response | 'hung up'> {
  try {
    return await answered
  } catch (error) {
    if (error instanceof TypeError) return 'hung up'
    throw error
  }
}

async function signIn(url: string, staffNo: string): Promise<TestClient> {
  const client = createTestClient(url)
  const response = await client.signIn(staffNo, password)
  if (!response.ok) throw new Error(`sign-in of ${staffNo}: ${response.status}`)
  return client
}

/** Throws when the answer is none that the rules know. */
async function send(
  url: string,
  teller: TestClient,
  { path, body, headers = {}, isRaw = false, operations }: Forged,
  counts: Record<string, number>,
): Promise<void> {
  const text = isRaw ? String(body) : JSON.stringify(withNumbers(body, operations, teller.nextN))
  const answered = fetch(url + path, {
    method: path.startsWith('/admin/staff/') ? 'PATCH' : 'POST',
    headers: {
      'content-type': 'application/json',
      'x-branchbook': '1',
      cookie: teller.cookie,
      ...headers,
    },
    body: text,
  })
  const response = await (text.length > maximumPushBytes ? unlessHungUp(answered) : answered)
  if (response === 'hung up') {
    counts['refused'] = (counts['refused'] ?? 0) + 1
    return
  }
  const answer = await response.text()
  if (response.status >= 500) throw new Error(`${response.status} for ${path}`)
  if (response.status >= 400) {
    const type = response.headers.get('content-type') ?? ''
    if (!type.includes('application/problem+json')) throw new Error(`a refusal as ${type}`)
    const problem = Problem.parse(JSON.parse(answer))
    if (problem.status !== response.status) throw new Error('two statuses')
    counts['refused'] = (counts['refused'] ?? 0) + 1
    // PU1: these two leave a row in the audit.
    if (/operation-changed|stale-epoch/u.test(problem.type)) {
      counts['fenced'] = (counts['fenced'] ?? 0) + 1
    }
    return
  }
  if (path === '/sync/pull') return checkPulled(answer, teller)
  if (path !== '/sync/push') throw new Error(`${response.status} for ${path}`)
  const { results, lastN } = PushResponse.parse(JSON.parse(answer))
  if (operations !== undefined && results.length !== operations.length) {
    throw new Error(`${results.length} outcomes of ${operations.length} operations`)
  }
  counts['outcomes'] = (counts['outcomes'] ?? 0) + Math.max(0, lastN - teller.nextN + 1)
  teller.nextN = lastN + 1
}

/** Forged operations carry the numbers that are next, so that they are run. */
function withNumbers(body: unknown, operations: readonly object[] | undefined, n: number): unknown {
  if (operations === undefined) return body
  const numbered = operations.map((operation, index) => ({ ...operation, n: n + index }))
  return { ...Object(body), operations: numbered }
}

/** SC2: nothing of a scope that is not held. */
function checkPulled(text: string, { session }: TestClient): void {
  for (const line of text.split('\n').slice(0, -1)) {
    const { kind, scope } = Object(JSON.parse(line))
    const hasScope = kind === 'page' || kind === 'index'
    if (hasScope && !session.scopes.includes(scope)) throw new Error(`a ${kind} of ${scope}`)
  }
}

/** SC5: what the lead sees changed, and the teller had no right to change. */
function foreignChanges(
  records: readonly { scope: string; type: string; id: string; updatedBy: string }[],
  { session }: TestClient,
): string[] {
  return records
    .filter(({ scope, type }) => scope.startsWith('portfolio:') || type === 'staff')
    .map(({ scope, type, id }) => `${session.role} changed ${type} ${id} in ${scope}`)
}

/** A seed of fast-check is a 32-bit number. */
function hashOf(text: string): number {
  let value = 17
  for (const character of text) value = Math.trunc(value * 31 + (character.codePointAt(0) ?? 0)) | 0
  return value
}
