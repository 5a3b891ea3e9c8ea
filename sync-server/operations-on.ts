import type { StoredAuditRow } from './audit-chain.ts'
import type { Reader } from './store/store.ts'

/** SE6, SE7: the audit rows about any of these records, in their order; a look at the whole chain. */
export async function operationsOn(
  audit: Reader['audit'],
  ids: ReadonlySet<string>,
): Promise<StoredAuditRow[]> {
  const found: StoredAuditRow[] = []
  let after = 0
  for (;;) {
    const page = await audit.after(after, 1000)
    const last = page.at(-1)
    if (last === undefined) return found
    found.push(...page.filter(({ row }) => ids.has(row.refId ?? '')))
    after = last.no
  }
}
