import type { PullRequest } from '#shared/protocol/pull-message.ts'
import type { Snapshot, Store } from './store/store.ts'

/**
 * CL7: keeps what a device says of its outbox; a device that has nothing new to say costs no write.
 * It reads through the snapshot that the pull holds: asking for a second one while all are taken
 * would wait for ever.
 */
export async function noteReport(
  store: Store,
  { devices }: Snapshot,
  request: PullRequest,
  now: number,
): Promise<void> {
  const { device, epoch, lastLocalN, unsyncedCount, oldestUnsyncedAt } = request
  const report = { lastLocalN, unsyncedCount, oldestUnsyncedAt }
  const known = await devices.reportOf(device)
  // An epoch that is over must not speak for the present one.
  if (known === undefined || known.epoch !== epoch) return
  const same =
    known.report.lastLocalN === lastLocalN &&
    known.report.unsyncedCount === unsyncedCount &&
    known.report.oldestUnsyncedAt === oldestUnsyncedAt
  if (same) return
  await store.write(now, ({ devices }) => devices.setReport({ device, epoch }, report, now))
}
