import type { AdminMessages } from '#i18n/admin/use-admin-messages.ts'
import type { ApiError } from '#sync/api.ts'
import type { RecoveryApi } from '#sync/recovery-api.ts'

/** What the page of the administrators asks the server for. */
export type RecoveryAdminApi = Pick<
  RecoveryApi,
  | 'recoveries'
  | 'makeRecoveryKey'
  | 'requestRecovery'
  | 'approveRecovery'
  | 'refuseRecovery'
  | 'openRecovery'
  | 'answerRecovery'
>

/** Why a step was not taken, in words. */
export function troubleText(error: ApiError, texts: AdminMessages['recovery']): string {
  if (error.type === 'unreachable') return texts.offline
  if (error.type === 'problem' && error.status === 409) return texts.movedOn
  return texts.failed
}
