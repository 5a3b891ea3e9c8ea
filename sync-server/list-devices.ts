import type { DeviceListItem } from '#shared/protocol/device-message.ts'
import type { DeviceWipe } from '#shared/protocol/wipe-message.ts'
import type { SeenDevice } from './store/device-table.ts'
import type { Reader } from './store/store.ts'

/** A device that nobody has used for so long (ms), is signed out, and of which nobody expects anything is not listed any more. */
const listedForMs = 180 * 24 * 60 * 60_000

/** The devices of these people, or of everybody, as they are listed, the last seen first; `current` is the one that asks. */
export async function listDevices(
  {
    devices,
    sessions,
    wipes,
    recoveries,
  }: Pick<Reader, 'devices' | 'sessions' | 'wipes' | 'recoveries'>,
  staffIds: readonly string[] | 'everybody',
  { current, now }: { current: string | undefined; now: number },
): Promise<DeviceListItem[]> {
  const signedIn = await sessions.devicesOf(staffIds, now)
  const found = await devices.ofStaff(staffIds)
  const toWipe = await wipes.ofStaff(staffIds)
  const sealed = await recoveries.sealedDevicesOf(staffIds)
  return found
    .map((device) =>
      toListItem(device, {
        signedIn: signedIn.has(device.device),
        current: device.device === current,
        recoverable: sealed.has(device.device),
        wipe: toWipe.get(device.device) ?? null,
      }),
    )
    .filter(
      ({ signedIn, unsyncedCount, lastSeenAt, wipe }) =>
        signedIn || unsyncedCount > 0 || isOpen(wipe) || now - lastSeenAt < listedForMs,
    )
}

function toListItem(
  device: SeenDevice,
  more: Pick<DeviceListItem, 'signedIn' | 'current' | 'recoverable' | 'wipe'>,
): DeviceListItem {
  return {
    ...more,
    device: device.device,
    staffId: device.staffId,
    browser: device.browser,
    platform: device.platform,
    firstSeenAt: device.firstSeenAt,
    lastSeenAt: device.seenAt,
    unsyncedCount: device.unsyncedCount,
    oldestUnsyncedAt: device.oldestUnsyncedAt,
    reportedAt: device.reportedAt,
    vaultKept: device.vaultLostAt === null,
  }
}

/** Somebody still waits for the device, or for what was rescued from it. */
function isOpen(wipe: DeviceWipe | null): boolean {
  if (wipe === null) return false
  return wipe.confirmedAt === null || ((wipe.rescued ?? 0) > 0 && wipe.openedAt === null)
}
