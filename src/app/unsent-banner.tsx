import { useNow } from '#replica/use-replica.ts'
import { useSyncStatus } from '#sync/use-sync.ts'
import { useMessages } from '#i18n/language.tsx'
import { ageWords } from '#features/sync-status/age-words.ts'
import { Banner } from '#ui/banner.tsx'
import { useAccess } from './use-access.ts'

const hour = 60 * 60_000
/**
 * VA5: after so long (ms) unsent changes are spoken of. A browser that did not promise to keep its data may clear it when
 * space gets short: two hours; one that did, a working day.
 */
const speaksAfter = { kept: 8 * hour, atRisk: 2 * hour } as const

/** VA5: changes that have waited for long: the one thing that is lost with the device. */
export function UnsentBanner() {
  const { storage, sync } = useMessages()
  const { access } = useAccess()
  const { phase, pendingCount, oldestPendingAt } = useSyncStatus()
  const age = useNow() - (oldestPendingAt ?? Infinity)
  const isKept = access.isStorageKept()
  // Whoever has to sign in again, or has lost the disk, is told so already.
  const isTold = phase === 'signed-out' || phase === 'device-failed'
  if (isTold || age < (isKept ? speaksAfter.kept : speaksAfter.atRisk)) return null
  const words = ageWords(age, sync.age)
  return (
    <Banner tone="offline" shape="bar">
      {isKept ? storage.unsentLong(pendingCount, words) : storage.unsentAtRisk(pendingCount, words)}
    </Banner>
  )
}
