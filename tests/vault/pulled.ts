import type { OperationDraft } from '#shared/protocol/operation.ts'
import type { Cursor, PullPage } from '#shared/protocol/pull-message.ts'
import type { BaseEntry, PullBatch, PulledPage, Vault } from '#vault/vault.ts'

export const author = '00000000-0000-4000-8000-0000000000aa'
export const portfolio = `portfolio:${author}`
export const branch = 'branch:00000000-0000-4000-8000-0000000000bb'

/** A record id with a number in it. */
export function id(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

/** A customer card as a pull brings it: `[seq, body]`. */
export function card(number: number, seq: number, name = `客户${number}`): [number, object] {
  return record('customer', number, seq, { name })
}

export function note(
  number: number,
  seq: number,
  customer: number,
  text = '谈话',
): [number, object] {
  return record('interaction', number, seq, { customerIds: [id(customer)], text })
}

export function record(type: string, number: number, seq: number, data: object): [number, object] {
  const stamp = { createdAt: 1, createdBy: author, updatedAt: seq, updatedBy: author }
  return [seq, { type, id: id(number), schemaVersion: 1, data, ...stamp }]
}

/** A line of a pull with its bytes. */
export function page(
  scope: string,
  tier: number,
  records: [number, object][],
  outs?: [number, string, string][],
): PulledPage {
  const through = Math.max(0, ...records.map(([seq]) => seq), ...(outs ?? []).map(([seq]) => seq))
  const line: PullPage = { kind: 'page', scope, tier, through, records, ...(outs && { outs }) }
  const bytes = new TextEncoder().encode(JSON.stringify(line))
  return { bytes, page: JSON.parse(JSON.stringify(line)) as PullPage }
}

/** A batch whose cursor stands at the last page of each scope and tier. */
export function batch(pages: PulledPage[], change: Partial<PullBatch> = {}): PullBatch {
  return {
    pages,
    cursor: cursorAfter(pages),
    revokedScopes: [],
    dropOutboxThrough: null,
    ...change,
  }
}

function cursorAfter(pages: PulledPage[]): Cursor {
  const positions: Cursor['positions'] = {}
  for (const { page } of pages) (positions[page.scope] ??= {})[page.tier] = page.through
  return { serverEpoch: id(1), positions }
}

/** The base as the screen would have it: the last entry of each record. */
export async function loaded(vault: Vault): Promise<{
  names: Record<string, unknown>
  tiers: number[]
  damaged: number
  positions: Cursor['positions'] | null
}> {
  const entries = new Map<string, BaseEntry>()
  const tiers: number[] = []
  const { cursor, damaged } = await vault.base.load((some, tier) => {
    tiers.push(tier)
    for (const entry of some) entries.set(entry.id, entry)
  })
  const present = [...entries.values()].flatMap((entry) => ('out' in entry ? [] : [entry]))
  const names = present.map((entry) => [
    Number(entry.id.slice(-12)),
    entry.data['name'] ?? entry.data['text'],
  ])
  return { names: Object.fromEntries(names), tiers, damaged, positions: cursor?.positions ?? null }
}

export function cards(from: number, count: number, seq = from): [number, object][] {
  return Array.from({ length: count }, (_, index) => card(from + index, seq + index))
}

/** An operation that renames a card. */
export function rename(number: number, to: string): OperationDraft {
  return {
    id: id(900_000 + number),
    recordType: 'customer',
    recordId: id(number),
    at: 1,
    schemaVersion: 1,
    author,
    kind: 'patch',
    args: { changes: { name: { from: null, to } } },
  }
}
