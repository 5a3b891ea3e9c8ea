import type { DeviceListItem } from '#shared/protocol/device-message.ts'
import type { SeenDevice } from './store/device-table.ts'
import type { Reader } from './store/store.ts'

/** A device that nobody has used for so long (ms), is signed out and has nothing to send is not listed any more. */
const listedForMs = 180 * 24 * 60 * 60_000

/** The devices of these people as they are listed, the last seen first; `current` is the one that asks. */
export async function listDevices(
  { devices, sessions }: Pick<Reader, 'devices' | 'sessions'>,
  staffIds: readonly string[],
  { current, now }: { current: string | undefined; now: number },
): Promise<DeviceListItem[]> {
  const signedIn = await sessions.devicesOf(staffIds, now)
  const found = await devices.ofStaff(staffIds)
  return found
    .map((device) => toListItem(device, signedIn.has(device.device), device.device === current))
    .filter(
      ({ signedIn, unsyncedCount, lastSeenAt }) =>
        signedIn || unsyncedCount > 0 || now - lastSeenAt < listedForMs,
    )
}

function toListItem(device: SeenDevice, signedIn: boolean, current: boolean): DeviceListItem {
  return {
    device: device.device,
    staffId: device.staffId,
    browser: device.browser,
    platform: device.platform,
    firstSeenAt: device.firstSeenAt,
    lastSeenAt: device.seenAt,
    signedIn,
    current,
    unsyncedCount: device.unsyncedCount,
    oldestUnsyncedAt: device.oldestUnsyncedAt,
    reportedAt: device.reportedAt,
    vaultKept: device.vaultLostAt === null,
  }
}
