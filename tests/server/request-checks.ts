import { expect } from 'vitest'
import type { OperationDraft } from '#shared/protocol/operation.ts'
import { PushResponse } from '#shared/protocol/push-message.ts'
import { Problem } from '#shared/protocol/session-message.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import type { TestServer } from '#tests/support/test-server.ts'

/** What the audit says of each operation, one row after the other. */
export async function auditOf(
  { services }: TestServer,
  operations: readonly { id: string }[],
): Promise<unknown[][]> {
  const rows = await services.store.read(({ audit }) => audit.after(0, 100_000))
  return operations.map(({ id }) =>
    rows.filter(({ row }) => row.operationId === id).map(({ row }) => row.code),
  )
}

/** How many rows of this kind the audit has of a device. */
export async function auditOfDevice(
  { services }: TestServer,
  { device }: Pick<TestClient, 'device'>,
  what: string,
): Promise<number> {
  const rows = await services.store.read(({ audit }) => audit.after(0, 100_000))
  return rows.filter(({ row }) => row.device === device && row.what === what).length
}

/** The answer to a push that was taken. */
export async function answerOf(response: Response): Promise<PushResponse> {
  expect(response.status).toBe(200)
  return PushResponse.parse(await response.json())
}

/** A refusal as it must be. */
export async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  const problem = Problem.parse(await response.json())
  expect(problem.status).toBe(response.status)
  return problem
}

/** The issues of these operations in which everything is that was sent. */
export async function issuesOf(client: TestClient, operations: readonly OperationDraft[]) {
  const { records } = await client.pull()
  const issues = records.filter(({ type }) => type === 'sync-issue')
  return operations.map(({ n: _n, ...operation }: OperationDraft & { n?: number }) => {
    const found = issues.filter(({ data }) => Object(data['operation']).id === operation.id)
    expect(found.map(({ data }) => data['operation'])).toMatchObject([operation])
    return found[0]?.data
  })
}
