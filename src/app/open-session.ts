import type { SessionInfo } from '#shared/protocol/session-message.ts'
import { openReplica } from '#replica/open-replica.ts'
import type { Api } from '#sync/api.ts'
import { startSync } from '#sync/engine.ts'
import { browserEnvironment } from '#sync/environment.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import type { OpenSession } from './access-state.ts'
import { createSettlingDrafts } from './settling-drafts.ts'

interface OpenSessionParts {
  vault: OpenVault
  session: SessionInfo
  api: Api
  environment: { now: () => number; newId: () => string }
}

/** Everything of one colleague: records in memory from an open vault, and the sync that keeps them fresh. */
export async function openSession({
  vault,
  session,
  api,
  environment,
}: OpenSessionParts): Promise<OpenSession> {
  const replica = await openReplica(vault, session, environment)
  const engine = startSync({
    vault,
    replica,
    api,
    environment: browserEnvironment((error) => {
      // Reported to the browser's own log, where it carries no content; the chip says what it means.
      reportError(error)
    }),
  })
  return { vault, drafts: createSettlingDrafts(vault.drafts), replica, engine, session }
}
