import { randomUUID } from 'node:crypto'
import type { Handover } from '#shared/domain/handover.ts'
import { SyncIssue } from '#shared/domain/sync-issue.ts'
import type { OperationDraft } from '#shared/protocol/operation.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import { RecordBody } from '#shared/protocol/record.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import type { TestServer } from '#tests/support/test-server.ts'

/** Proposes a hand-over and answers its id. */
export async function propose(
  by: TestClient,
  data: Pick<Handover, 'fromId' | 'toId'> & Partial<Handover>,
): Promise<string> {
  const id = randomUUID()
  const handover: Handover = { branchId: by.session.branchId, reason: 'transfer', ...data }
  await by.push([by.draft('handover', id, { kind: 'create', args: { data: { ...handover } } })])
  return id
}

export function accept(by: TestClient, id: string) {
  return by.push([by.draft('handover', id, { kind: 'accept', args: {} })])
}

/** A lead hands customers on at once. */
export async function handOn(
  lead: TestClient,
  data: Pick<Handover, 'fromId' | 'toId'> & Partial<Handover>,
): Promise<string> {
  const id = await propose(lead, data)
  await accept(lead, id)
  return id
}

export function stored(server: TestServer, type: string, id: string) {
  return server.services.store.read(({ records }) => records.get(type, id))
}

export async function scopeRecords(server: TestServer, scope: string): Promise<RecordBody[]> {
  const rows = await server.services.store.read(({ records }) => records.ofScope(scope))
  return rows.map(({ body }) => RecordBody.parse(JSON.parse(body)))
}

export interface Issue {
  id: string
  data: SyncIssue
}

/** The sync issues in somebody's own scope. */
export async function issuesOf(server: TestServer, staffId: string): Promise<Issue[]> {
  const records = await scopeRecords(server, staffScope(staffId))
  return records
    .filter(({ type }) => type === 'sync-issue')
    .map(({ id, data }) => ({ id, data: SyncIssue.parse(data) }))
}

/** The issue about one record in somebody's own scope. */
export async function issueAbout(
  server: TestServer,
  staffId: string,
  recordId: string,
): Promise<Issue> {
  const found = (await issuesOf(server, staffId)).find(({ data }) => data.recordId === recordId)
  if (found === undefined) throw new Error('There is no such issue.')
  return found
}

export function resolve(by: TestClient, issueId: string, to: string): OperationDraft {
  const changes = { resolution: { from: null, to } }
  return by.draft('sync-issue', issueId, { kind: 'patch', args: { changes } })
}

/** Ids of the customers that somebody owns. */
export async function customersOf(server: TestServer, by: TestClient): Promise<string[]> {
  const records = await scopeRecords(server, `branch:${by.session.branchId}`)
  return records
    .filter(({ type, data }) => type === 'customer' && data['ownerId'] === by.session.staffId)
    .map(({ id }) => id)
}
