import { derivedId } from '#shared/domain/derived-id.ts'
import { Instant } from '#shared/domain/instant.ts'
import type { LossReport } from '#shared/domain/loss-report.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import { newRecord } from './set-up-branch.ts'
import type { KeptReport } from './store/device-table.ts'
import type { StaffAccount } from './store/staff-table.ts'
import type { Transaction } from './store/store.ts'

/**
 * CL7: a device came back empty. If it had reported changes that never arrived, the person and every active lead of the
 * branch are told how many. Twice makes one, and keeps that somebody has read it.
 */
export async function reportLoss(
  { devices, records, staff, audit }: Transaction,
  account: StaffAccount,
  device: string,
  now: number,
): Promise<void> {
  const kept = await devices.reportOf(device)
  const missing = kept === undefined ? 0 : missingOf(kept)
  if (kept === undefined || missing === 0) return
  const report: LossReport = {
    staffId: account.id,
    device,
    missing,
    reportedAt: kept.reportedAt ?? now,
  }
  const oldestAt = Instant.safeParse(kept.report.oldestUnsyncedAt).data
  if (oldestAt !== undefined) report.oldestAt = oldestAt
  const leads = (await staff.ofBranch(account.branchId)).filter(
    ({ role, active }) => role === 'lead' && active,
  )
  let isNew = false
  for (const reader of new Set([account.id, ...leads.map(({ id }) => id)])) {
    const id = derivedId('loss-report', reader, device, kept.epoch)
    if ((await records.get('loss-report', id)) !== undefined) continue
    isNew = true
    const record = newRecord('loss-report', id, report, { at: now, staffId: account.id })
    await records.put(record, staffScope(reader))
  }
  const code = String(missing)
  if (isNew) audit.add({ at: now, what: 'changes-lost', staffId: account.id, device, code })
}

/**
 * What was given out and never came, at most what was reported as unsent. A device that counts anew has not said how far
 * it got; then what it reported counts.
 */
function missingOf({ lastN, report: { lastLocalN, unsyncedCount } }: KeptReport): number {
  const neverCame = lastLocalN > 0 ? lastLocalN - lastN : unsyncedCount
  return Math.max(0, Math.min(neverCame, unsyncedCount))
}
