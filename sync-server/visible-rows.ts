import { hasHiddenRecords, mayRead } from '#shared/domain/grants.ts'
import { addToChecksum, rowChecksum } from '#shared/protocol/checksum.ts'
import type { ScopeChecksum } from '#shared/protocol/pull-message.ts'
import { betweenColleaguesScope } from '#shared/protocol/scope.ts'
import { RecordBody } from '#shared/protocol/record.ts'
import type { Session } from './sessions.ts'
import type { RecordText } from './store/record-table.ts'
import type { ScopeState } from './store/scope-table.ts'
import type { Reader } from './store/store.ts'

/** SC2: whether holding a scope does not mean reading all of it. */
export function hasHiddenRows({ grants }: Session, scope: string): boolean {
  return hasHiddenRecords(grants, scope)
}

/**
 * SC5: decided for the row against the grants of this snapshot. Only a row whose text contains the person's id can name the
 * person, so no other is opened: between colleagues it is hidden then, anywhere else nothing is hidden from who holds the scope.
 */
export function mayReadRow(
  { grants }: Pick<Session, 'grants'>,
  scope: string,
  { type, body }: Pick<RecordText, 'type' | 'body'>,
): boolean {
  const { staffId, branchId } = grants.person
  if (!body.includes(staffId)) {
    return scope !== betweenColleaguesScope(branchId) && grants.scopes.has(scope)
  }
  const { data } = RecordBody.parse(JSON.parse(body))
  return mayRead(grants, { type, scope, data })
}

/** SC2: those that this person may read. */
export function visibleRows<Row extends RecordText>(
  session: Session,
  scope: string,
  rows: readonly Row[],
): Row[] {
  return rows.filter((row) => mayReadRow(session, scope, row))
}

/** The oldest go when there are more; each is some 200 bytes. */
const mostRemembered = 1000
const remembered = new Map<string, ScopeChecksum>()

/**
 * PL3: count and checksum of what this person may read of such a scope. To know them every row has to be opened, so
 * they are remembered for the state in which the scope is: any change of a row changes its checksum.
 */
export async function visibleChecksum(
  session: Session,
  scope: string,
  { seq, count, checksum }: ScopeState,
  records: Pick<Reader['records'], 'ofScope'>,
): Promise<ScopeChecksum> {
  const key = [scope, session.account.id, seq, count, checksum].join('|')
  const known = remembered.get(key)
  if (known !== undefined) return known
  const counted = checksumOf(session, scope, await records.ofScope(scope))
  const [oldest] = remembered.keys()
  if (remembered.size >= mostRemembered && oldest !== undefined) remembered.delete(oldest)
  remembered.set(key, counted)
  return counted
}

function checksumOf(session: Session, scope: string, rows: readonly RecordText[]): ScopeChecksum {
  const visible = visibleRows(session, scope, rows)
  return {
    count: visible.length,
    checksum: visible.reduce(
      (sum, { type, id, seq }) => addToChecksum(sum, rowChecksum(type, id, seq)),
      0,
    ),
  }
}
