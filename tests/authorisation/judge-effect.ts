import type { Answer } from './door.ts'
import { isTaken } from './judge-result.ts'
import type { Attempt } from './planned-operation.ts'
import type { StoredRow } from './sql-referee.ts'

/**
 * SC5: what an operation changed is what it is about, and an issue of its author; with a refusal the issue alone. What
 * was laid before a present owner is an issue in the owner's scope. Answers what else was changed.
 */
export function judgeEffect(
  { by, operation }: Attempt,
  { before, after }: { before: readonly StoredRow[]; after: readonly StoredRow[] },
  result: Answer,
): string[] {
  const former = new Map(before.map((row) => [`${row.type}|${row.id}`, row]))
  const left = new Set(after.map(({ type, id }) => `${type}|${id}`))
  const gone = before.filter(({ type, id }) => !left.has(`${type}|${id}`))
  const changed = after.filter(({ type, id, body, scope }) => {
    const row = former.get(`${type}|${id}`)
    return row?.body !== body || row.scope !== scope
  })
  const { recordType, recordId, kind, author } = operation
  const isAllowed = ({ type, id, scope, body }: StoredRow): boolean => {
    if (type === 'sync-issue' && !former.has(`${type}|${id}`)) {
      const isForOwner = result.reason === 'handed-over' && JSON.parse(body).data.typedBy === author
      return scope === `staff:${by.id}` || isForOwner
    }
    if (!isTaken(result)) return false
    if (type === recordType && id === recordId) return true
    // SR2: customers move with all that is theirs, and a taken draft is run.
    return (recordType === 'handover' && kind === 'accept') || recordType === 'sync-issue'
  }
  return [...changed.filter((row) => !isAllowed(row)), ...gone].map(
    ({ type, id, scope }) =>
      `[SC5] ${type} ${id} of ${scope} was changed by ${JSON.stringify(operation)} with ${JSON.stringify(result)}`,
  )
}
