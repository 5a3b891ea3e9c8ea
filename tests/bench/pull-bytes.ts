import type { PullRequest } from '#shared/protocol/pull-message.ts'
import { createTestClient } from '#tests/support/test-client.ts'
import { branchPassword } from './work-branch.ts'

/** The staff number of the generated branch's lead, who may see nearly everything. */
export const leadStaffNo = '5001'

/** What a first sync of the lead brings: the bytes as the server sends them, and what is in them. */
export interface PullBytes {
  text: string
  records: number
  byType: Record<string, number>
  complaintEvents: number
  cards: FloorCard[]
}

/** What a list and a search need to know of a customer. */
export interface FloorCard {
  id: string
  name: string
  full: string
  phoneTail: string
}

export async function pullBytesOf(url: string): Promise<PullBytes> {
  const client = createTestClient(url)
  await client.signIn(leadStaffNo, branchPassword)
  const request: PullRequest = {
    device: client.device,
    epoch: client.epoch,
    cursor: null,
    lastLocalN: 0,
    unsyncedCount: 0,
    oldestUnsyncedAt: null,
  }
  const response = await client.post('/sync/pull', request)
  if (!response.ok) throw new Error(`The pull was refused: ${response.status}`)
  const text = await response.text()
  const { records } = await client.pull()
  const byType: Record<string, number> = {}
  for (const { type } of records) byType[type] = (byType[type] ?? 0) + 1
  return {
    text,
    records: records.length,
    byType,
    complaintEvents: records
      .filter(({ type }) => type === 'complaint')
      .reduce((sum, { data }) => sum + eventsOf(data), 0),
    cards: records
      .filter(({ type }) => type === 'customer')
      .map(({ id, data }) => ({
        id,
        name: textOf(data['name']),
        full: fullPinyin(data['searchKeys']),
        phoneTail: textOf(data['phoneTail']),
      })),
  }
}

function eventsOf(data: Record<string, unknown>): number {
  return Object.keys(data['events'] ?? {}).length
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function fullPinyin(keys: unknown): string {
  return typeof keys === 'object' && keys !== null && 'full' in keys ? textOf(keys.full) : ''
}
