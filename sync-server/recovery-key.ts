import type { MakeRecoveryKeyRequest } from '#shared/protocol/recovery-message.ts'
import type { AccountKeeper } from './change-staff.ts'
import { auditOf } from './change-staff.ts'
import type { Transaction } from './store/store.ts'

/**
 * KE5: the organisation seals to this key from now on; devices hear of it at their next unlock. The former one stays for what
 * is sealed to it. False when another key than the named one is in use: somebody made one meanwhile.
 */
export async function useRecoveryKey(
  { recoveries, audit }: Transaction,
  keeper: AccountKeeper,
  { kept, replaces }: MakeRecoveryKeyRequest,
  now: number,
): Promise<boolean> {
  const inUse = await recoveries.keyInUse()
  // The answer was lost and it is sent again.
  if (inUse?.kept.key.id === kept.key.id) return true
  if ((inUse?.kept.key.id ?? null) !== replaces) return false
  const by = auditOf(keeper)
  await recoveries.useKey({ kept, madeAt: now, madeBy: by.staffId })
  audit.add({
    at: now,
    what: 'recovery-key-made',
    ...by,
    refType: 'recovery-key',
    refId: kept.key.id,
    code: `${kept.keepers} keepers${by.staffId === null ? ' by operator' : ''}`,
  })
  return true
}
