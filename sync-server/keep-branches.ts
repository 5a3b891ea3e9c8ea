import type { AddBranchRequest, ChangeBranchRequest } from '#shared/protocol/branch-message.ts'
import { orgScope } from '#shared/protocol/scope.ts'
import { type AccountKeeper, auditOf, stampOf } from './change-staff.ts'
import { changed } from './changed-record.ts'
import { type HttpProblem, problem } from './problem.ts'
import { addBranch } from './set-up-branch.ts'
import type { Transaction } from './store/store.ts'

export type BranchChange = { ok: true; id: string } | { ok: false; problem: HttpProblem }

/** A new branch without colleagues; `id` is its id, `now` in ms. Every device hears of it, as all hold the organisation. */
export async function openBranch(
  transaction: Transaction,
  keeper: AccountKeeper,
  { id, branch, now }: { id: string; branch: AddBranchRequest; now: number },
): Promise<BranchChange> {
  const code = branch.code.toUpperCase()
  if ((await transaction.branches.byCode(code)) !== undefined) {
    const fields = [{ field: 'code', code: 'taken' }]
    return { ok: false, problem: problem('branch-code-taken', { fields }) }
  }
  const by = { at: now, staffId: stampOf(keeper) }
  await addBranch(transaction, { ...branch, id, code }, by)
  transaction.audit.add({
    at: now,
    what: 'branch-added',
    ...auditOf(keeper),
    refType: 'branch',
    refId: id,
    code,
  })
  return { ok: true, id }
}

/** Name, opening hours or complaint hotline; what is not named, or is the same, stays. */
export async function changeBranch(
  transaction: Transaction,
  keeper: AccountKeeper,
  { id, change, now }: { id: string; change: ChangeBranchRequest; now: number },
): Promise<BranchChange> {
  const stored = await transaction.records.get('branch', id)
  if (stored === undefined) return { ok: false, problem: problem('not-found') }
  const stamp = { at: now, by: stampOf(keeper) }
  let { record } = stored
  for (const [field, value] of Object.entries(change)) {
    if (JSON.stringify(record.data[field]) === JSON.stringify(value)) continue
    record = changed(record, field, value, stamp)
  }
  if (record === stored.record) return { ok: true, id }
  if (change.name !== undefined) await transaction.branches.rename(id, change.name)
  await transaction.records.put(record, orgScope)
  transaction.audit.add({
    at: now,
    what: 'branch-changed',
    ...auditOf(keeper),
    refType: 'branch',
    refId: id,
    code: Object.keys(change).toSorted().join(' '),
  })
  return { ok: true, id }
}
