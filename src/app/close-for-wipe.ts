import { closeSession } from './close-session.ts'
import { openLockTabs } from './lock-tabs.ts'
import type { OpenSession } from './access-state.ts'

/** A tab that is told to lock stores the last stroke of its forms within this time (ms). */
const othersMayTake = 500

/** SR3: closes a vault in every tab; what was typed last is in the outbox when this resolves. */
export async function closeForWipe(tag: string, open: OpenSession | null): Promise<void> {
  const tabs = openLockTabs(tag)
  tabs.tell({ kind: 'lock' })
  tabs.close()
  if (open !== null) await closeSession(open)
  await new Promise((resolve) => setTimeout(resolve, othersMayTake))
}
