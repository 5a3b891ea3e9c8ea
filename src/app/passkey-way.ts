import type { SessionProblem } from '#features/session/session-problem.ts'
import type { Access } from './access-ways.ts'

/** KE3: the way in by a passkey, where one opens this vault (null: any of those here); otherwise nothing is offered. */
export function passkeyWay(
  { passkeys }: Access,
  tag: string | null,
): (() => Promise<SessionProblem | null>) | undefined {
  return passkeys?.opens(tag) ? () => passkeys.unlock(tag) : undefined
}
