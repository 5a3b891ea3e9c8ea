import type { DeviceListItem } from '#shared/protocol/device-message.ts'

/**
 * Why somebody should look after a device, the worst first. lost: changes never came, or its browser lost what it had kept;
 * waiting: something has been unsent for more than a day; unused: signed in, and nobody was at it for 30 days.
 */
export const deviceConcerns = ['lost', 'waiting', 'unused'] as const
export type DeviceConcern = (typeof deviceConcerns)[number]

const dayMs = 24 * 60 * 60_000
/** What a device cannot send for so long (ms) does not send itself any more. */
const waitsLongMs = dayMs
/** A loss was told to the colleague and the lead; so long after (ms) it is nobody's work any more. */
const lossIsNewsMs = 30 * dayMs
/** So long (ms) without use, and the sign-in is better ended. */
const unusedMs = 30 * dayMs

/** Null: all is well. `now` in ms. */
export function concernOf(device: DeviceListItem, now: number): DeviceConcern | null {
  const isLost = !device.vaultKept || device.lostChanges !== undefined
  if (isLost && now - device.lastSeenAt < lossIsNewsMs) return 'lost'
  if (device.unsyncedCount > 0 && now - unsentSince(device) > waitsLongMs) return 'waiting'
  return device.signedIn && now - device.lastSeenAt > unusedMs ? 'unused' : null
}

/** Those that need somebody first, and of these the longest waiting; the others as they were last seen. */
export function byConcern(now: number): (one: DeviceListItem, other: DeviceListItem) => number {
  return (one, other) => {
    const byRank = rankOf(one, now) - rankOf(other, now)
    if (byRank !== 0) return byRank
    const concern = concernOf(one, now)
    if (concern === 'waiting') return unsentSince(one) - unsentSince(other)
    if (concern === 'unused') return one.lastSeenAt - other.lastSeenAt
    return other.lastSeenAt - one.lastSeenAt
  }
}

/** Instant in ms. */
function unsentSince({ oldestUnsyncedAt, lastSeenAt }: DeviceListItem): number {
  return oldestUnsyncedAt ?? lastSeenAt
}

function rankOf(device: DeviceListItem, now: number): number {
  const concern = concernOf(device, now)
  return concern === null ? deviceConcerns.length : deviceConcerns.indexOf(concern)
}
