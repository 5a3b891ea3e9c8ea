import { type AuditHead, signHead } from './audit-head.ts'
import { appendHead, readHeads } from './audit-heads-file.ts'
import type { AuditKey } from './audit-key.ts'
import type { Store } from './store/store.ts'

/**
 * SE6: adds where the audit chain stands now to a file of signed heads, unless its last line says so already. Answers the
 * head; undefined while the chain is empty.
 */
export async function exportHead(
  store: Pick<Store, 'read'>,
  key: AuditKey,
  file: string,
  now: number,
): Promise<AuditHead | undefined> {
  const head = await signHead(store, key, now)
  if (head === undefined) return undefined
  const last = (await readHeads(file, { mayBeMissing: true })).at(-1)
  const isKnown =
    last?.hash === head.hash &&
    last.serverEpoch === head.serverEpoch &&
    last.publicKey === head.publicKey
  if (isKnown) return last
  await appendHead(file, head)
  return head
}
