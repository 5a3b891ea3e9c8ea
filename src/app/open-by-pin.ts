import { fail, type Result } from '#shared/domain/result.ts'
import type { SessionProblem } from '#features/session/session-problem.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { unlockWithRoot } from '#vault/open-vault.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import { pinProblem, unlockProblem } from './session-problems.ts'
import type { WarmPin } from './warm-pin.ts'

/** KE4: opens the vault that this page still holds the key of, sealed under the PIN. */
export async function openByPin(
  device: VaultDevice,
  pin: WarmPin | null,
  digits: string,
): Promise<Result<OpenVault, SessionProblem>> {
  const tag = pin?.tag() ?? null
  if (pin === null || tag === null) return fail({ type: 'pin-spent' })
  const root = await pin.open(tag, digits)
  if (!root.ok) return fail(pinProblem(root.error))
  const unlocked = await unlockWithRoot(device, tag, root.value)
  if (unlocked.ok) return unlocked
  // KE8: another tab has given the vault a new key; the password says whether it is more than that.
  if (unlocked.error.type === 'broken') {
    pin.clear()
    return fail({ type: 'pin-spent' })
  }
  return fail(unlockProblem(unlocked.error.type))
}
