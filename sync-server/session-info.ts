import type { SessionInfo } from '#shared/protocol/session-message.ts'
import type { Session } from './sessions.ts'
import type { Reader, Transaction } from './store/store.ts'

/** What a signed-in page is told of itself. */
export async function sessionInfo(
  { account, grants }: Pick<Session, 'account' | 'grants'>,
  { meta, branches }: Pick<Reader, 'meta' | 'branches'> | Pick<Transaction, 'meta' | 'branches'>,
  now: number,
): Promise<SessionInfo> {
  const { serverId, demo } = await meta.get()
  const branch = await branches.byId(account.branchId)
  if (branch === undefined) throw new Error('A colleague belongs to no branch.')
  return {
    serverId,
    staffId: account.id,
    staffNo: account.staffNo,
    name: account.name,
    role: account.role,
    branchId: account.branchId,
    branchName: branch.name,
    scopes: [...grants.scopes],
    demo,
    serverTime: now,
  }
}
