import type { RecoveryListItem, RecoveryOverview } from '#shared/protocol/recovery-message.ts'
import { recoveryStateAt, stepsFor } from './recovery-steps.ts'
import type { StoredRecovery } from './store/recovery-table.ts'
import type { StaffAccount } from './store/staff-table.ts'
import type { Reader } from './store/store.ts'

/** As many as anybody looks through; the audit has them all. */
const mostListed = 50

/** KE5: the recovery key in use and the last recoveries, as one administrator sees them at an instant (ms). */
export async function listRecoveries(
  reader: Reader,
  administrator: StaffAccount,
  now: number,
): Promise<RecoveryOverview> {
  const { recoveries } = reader
  const inUse = await recoveries.keyInUse()
  const list: RecoveryListItem[] = []
  for (const recovery of await recoveries.list(mostListed)) {
    list.push(await toListItem(reader, administrator, recovery, now))
  }
  return {
    key: inUse
      ? {
          key: inUse.kept.key,
          keepers: inUse.kept.keepers,
          madeAt: inUse.madeAt,
          madeBy: await nameOf(reader, inUse.madeBy),
        }
      : null,
    devices: await recoveries.countSealed(inUse?.kept.key.id),
    recoveries: list,
  }
}

async function toListItem(
  reader: Reader,
  administrator: StaffAccount,
  recovery: StoredRecovery,
  now: number,
): Promise<RecoveryListItem> {
  const owner = await reader.staff.byId(recovery.staffId)
  if (owner === undefined) throw new Error('A recovery is of a colleague.')
  const branch = await reader.branches.byId(owner.branchId)
  const kept = await reader.devices.reportOf(recovery.device)
  return {
    id: recovery.id,
    state: recoveryStateAt(recovery, now),
    device: recovery.device,
    staffId: owner.id,
    staffNo: owner.staffNo,
    name: owner.name,
    branchName: branch?.name ?? '',
    rescued: recovery.rescued,
    unsyncedCount: kept?.report.unsyncedCount ?? 0,
    askedAt: recovery.askedAt,
    expiresAt: recovery.expiresAt,
    reason: recovery.reason,
    requestedBy: await nameOf(reader, recovery.requestedBy),
    approvedBy: await nameOf(reader, recovery.approvedBy),
    may: stepsFor(administrator, owner, recovery, now),
  }
}

async function nameOf({ staff }: Reader, id: string | null): Promise<string | null> {
  return id === null ? null : ((await staff.byId(id))?.name ?? null)
}
