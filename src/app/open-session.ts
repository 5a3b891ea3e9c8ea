import type { SessionInfo } from '#shared/protocol/session-message.ts'
import { openReplica } from '#replica/open-replica.ts'
import type { Api } from '#sync/api.ts'
import { startSync } from '#sync/engine.ts'
import { browserEnvironment } from '#sync/environment.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { VaultGoneError, VaultLockedError } from '#vault/vault-errors.ts'
import type { OpenSession } from './access-state.ts'
import { keepIdentityKey } from './keep-identity-key.ts'
import { keepRecoverySlot } from './keep-recovery-slot.ts'
import { openLockTabs } from './lock-tabs.ts'
import { createSettlingVault } from './settling-vault.ts'
import { startIdleWork } from './idle-work.ts'
import { tellExports } from './tell-exports.ts'
import { isTouchSystem } from './touch-system.ts'
import { watchStorage } from './storage-watch.ts'

interface OpenSessionParts {
  vault: OpenVault
  session: SessionInfo
  api: Api
  environment: { now: () => number; newId: () => string }
}

/** Everything of one colleague: records in memory from an open vault, and the sync that keeps them fresh. */
export async function openSession({
  vault: opened,
  session,
  api,
  environment,
}: OpenSessionParts): Promise<OpenSession> {
  const storage = watchStorage(opened, window)
  const vault = createSettlingVault(opened, storage)
  const replica = await openReplica(vault, session, environment)
  const onError = (error: unknown): void => {
    storage.noticed(error)
    report(error)
  }
  startIdleWork(vault, replica, document).catch(onError)
  keepRecoverySlot(vault, session, api).catch(onError)
  const engine = startSync({
    vault,
    replica,
    api,
    environment: browserEnvironment(onError, isTouchSystem()),
  })
  keepIdentityKey({ vault, engine, api, now: environment.now, onError })
  tellExports({ vault, engine, api, now: environment.now, onError })
  // What is still in memory goes out as long as the page lives.
  storage.subscribe(() => {
    if (storage.current() === 'gone') void engine.syncNow()
  })
  return { vault, replica, engine, session, storage, tabs: openLockTabs(vault.tag) }
}

/** To the browser's own log, where it carries no content; the chip says what it means. */
function report(error: unknown): void {
  // Work that was under way at a lock ends with it, and is no failure; data that was taken away is told on the screen.
  if (error instanceof VaultLockedError || error instanceof VaultGoneError) return
  reportError(error)
}
