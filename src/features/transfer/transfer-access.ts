import type { SessionInfo } from '#shared/protocol/session-message.ts'

/** Whether this colleague imports and exports customers: whoever holds a portfolio, own or of the branch (SC2). */
export function mayTransfer({ role }: Pick<SessionInfo, 'role'>): boolean {
  return role === 'rm' || role === 'lead'
}
