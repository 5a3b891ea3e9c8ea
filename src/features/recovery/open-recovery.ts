import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { OpenRecoveryResponse } from '#shared/protocol/recovery-message.ts'
import { fromBase64url, toBase64url } from '#shared/recovery/base64url.ts'
import { isFingerprintOf } from '#shared/recovery/fingerprint.ts'
import { openRecoveryKey } from '#shared/recovery/kept-recovery-key.ts'
import type { RecoveryCode } from '#shared/recovery/recovery-code.ts'
import { isTrueId, openBox, sealTo } from '#shared/recovery/sealed-box.ts'

/** What two keepers typed, and what the colleague read out from the device; null for a rescue, which the server opens (SR3). */
export interface OpenSecrets {
  deviceCode: string | null
  codes: readonly [RecoveryCode, RecoveryCode]
}

/**
 * `wrong-fingerprint`: another key than that of the device in front of the colleague would be answered; `unreadable`: the slot
 * is not of this vault.
 */
export type OpenProblem =
  | { type: 'wrong-fingerprint' }
  | { type: 'same-keeper' }
  | { type: 'wrong-codes' }
  | { type: 'unreadable' }

/**
 * KE5, KE7: opens the slot of a vault with two codes and seals its key to the device that asked. Answers the box, as text. The
 * fingerprint is looked at first: with a key that somebody on the way put there, nothing is opened.
 */
export async function answerFor(
  { kept, slot, answerKey, owner, device }: OpenRecoveryResponse,
  { deviceCode, codes }: OpenSecrets,
): Promise<Result<string, OpenProblem>> {
  const isMeant = deviceCode === null || isFingerprintOf(answerKey, deviceCode)
  if (!isMeant || !(await isTrueId(crypto, answerKey))) {
    return fail({ type: 'wrong-fingerprint' })
  }
  const key = await openRecoveryKey(crypto, kept, codes)
  if (!key.ok) return key
  const box = fromBase64url(slot.box)
  if (box === null) return fail({ type: 'unreadable' })
  const place = { owner, device, subject: slot.vaultKey }
  const root = await openBox(crypto, key.value, { ...place, purpose: 'vault-key' }, box)
  if (!root.ok) return root
  const answer = await sealTo(crypto, answerKey, { ...place, purpose: 'recovered-key' }, root.value)
  root.value.fill(0)
  return ok(toBase64url(answer))
}
