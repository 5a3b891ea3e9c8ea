import { mayRead } from '#shared/domain/grants.ts'
import { addToChecksum, rowChecksum } from '#shared/protocol/checksum.ts'
import type { ScopeChecksum } from '#shared/protocol/pull-message.ts'
import { RecordBody } from '#shared/protocol/record.ts'
import type { Session } from './sessions.ts'
import type { RecordText } from './store/record-table.ts'

/** SC2: only here does holding a scope not mean reading all of it: nobody reads what names himself. */
export function hasHiddenRows(scope: string): boolean {
  return scope.startsWith('complaints-restricted:')
}

/** SC5: decided for the row against the grants of this snapshot. */
export function mayReadRow(
  { grants }: Session,
  scope: string,
  { type, body }: RecordText,
): boolean {
  const { data } = RecordBody.parse(JSON.parse(body))
  return mayRead(grants, { type, scope, data })
}

/** PL3: count and checksum of what this person may read of such a scope. */
export function visibleChecksum(
  session: Session,
  scope: string,
  rows: readonly RecordText[],
): ScopeChecksum {
  const visible = rows.filter((row) => mayReadRow(session, scope, row))
  return {
    count: visible.length,
    checksum: visible.reduce(
      (sum, { type, id, seq }) => addToChecksum(sum, rowChecksum(type, id, seq)),
      0,
    ),
  }
}
