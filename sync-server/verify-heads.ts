import { type StoredAuditRow, verifyAuditChain } from './audit-chain.ts'
import { type AuditHead, isSignedBy } from './audit-head.ts'
import type { Reader } from './store/store.ts'

/** What the audit chain is worth, measured by heads that were signed before. */
export type AuditVerdict =
  | {
      ok: true
      rows: number
      /** So many heads agree with the chain. */
      agreed: number
      /** Heads behind the row at which a restored backup went on: what they stood for is gone, as the restore says. */
      superseded: number
    }
  | { ok: false; row: number; because: 'changed' }
  /** The chain ends before the row that a head was signed for: `row` is the first that is missing. */
  | { ok: false; row: number; because: 'cut'; head: AuditHead }
  /** The chain is whole in itself, but another one: the first changed row is `row` or up to that of the head. */
  | { ok: false; row: number; because: 'rewritten'; head: AuditHead }
  | { ok: false; because: 'not-signed' | 'other-server'; head: AuditHead }

/**
 * SE6: reads the whole chain, and compares it with the heads. `publicKey` is that of the server; without one, that
 * of the first head, so that at least all are of one. `onRow` hears the number of each row that fits.
 */
export async function verifyWithHeads(
  { audit, meta }: { audit: Pick<Reader['audit'], 'after'>; meta: Pick<Reader['meta'], 'get'> },
  heads: readonly AuditHead[],
  publicKey: string | undefined,
  onRow: (no: number) => void = () => {},
): Promise<AuditVerdict> {
  const { serverId, serverEpoch } = await meta.get()
  const expected = publicKey ?? heads[0]?.publicKey ?? ''
  for (const head of heads) {
    if (!isSignedBy(head, expected)) return { ok: false, because: 'not-signed', head }
    if (head.serverId !== serverId) return { ok: false, because: 'other-server', head }
  }
  const wanted = new Set(heads.map(({ no }) => no))
  const hashes = new Map<number, string>()
  const starts: HistoryStart[] = []
  const chain = await verifyAuditChain(audit, (stored) => {
    onRow(stored.no)
    if (wanted.has(stored.no)) hashes.set(stored.no, stored.hash)
    const epoch = startedEpoch(stored)
    if (epoch !== null) starts.push({ no: stored.no, epoch })
  })
  if (!chain.ok) return { ok: false, because: 'changed', row: chain.brokenAt }
  return compare(heads, { rows: chain.rows, hashes, starts, serverEpoch })
}

/** GC2: the row that a restore wrote, the first of its history. */
interface HistoryStart {
  no: number
  epoch: string
}

function startedEpoch({ row }: StoredAuditRow): string | null {
  return row.what === 'history-started' ? (row.refId ?? null) : null
}

interface Chain {
  rows: number
  hashes: ReadonlyMap<number, string>
  starts: readonly HistoryStart[]
  serverEpoch: string
}

function compare(heads: readonly AuditHead[], chain: Chain): AuditVerdict {
  let [agreed, superseded, known] = [0, 0, 0]
  for (const head of heads.toSorted((left, right) => left.no - right.no)) {
    if (chain.hashes.get(head.no) === head.hash) {
      agreed += 1
      known = head.no
    } else if (isSuperseded(head, chain)) superseded += 1
    else if (head.no > chain.rows) {
      return { ok: false, because: 'cut', row: chain.rows + 1, head }
    } else return { ok: false, because: 'rewritten', row: known + 1, head }
  }
  return { ok: true, rows: chain.rows, agreed, superseded }
}

/** Whether the history that a head is of ended before its row, as the chain itself says. */
function isSuperseded(head: AuditHead, { starts, serverEpoch }: Chain): boolean {
  if (head.serverEpoch === serverEpoch) return false
  return starts.some(({ no, epoch }) => epoch !== head.serverEpoch && no <= head.no)
}
