import type { SessionInfo } from '#shared/protocol/session-message.ts'
import { toBase64url } from '#shared/recovery/base64url.ts'
import type { Api } from '#sync/api.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'

/**
 * KE5: at each unlock the key of the vault is sealed to the recovery key of the organisation, if that is a new one, and the
 * server gets a copy, which is of no use to it. Without a network, or without such a key, what was made before stays.
 */
export async function keepRecoverySlot(
  vault: OpenVault,
  { staffId }: SessionInfo,
  api: Pick<Api, 'recoveryKey' | 'keepRecoverySlot'>,
): Promise<void> {
  const answer = await api.recoveryKey()
  if (!answer.ok || answer.value.key === null) return
  const { key, slot: atServer } = answer.value
  const slot = await vault.recovery.keep(key, { owner: staffId, device: vault.deviceId })
  const { recoveryKey, keyId: vaultKey } = slot
  if (atServer?.recoveryKey === recoveryKey && atServer.vaultKey === vaultKey) return
  // Without an answer, the next unlock tells it.
  await api.keepRecoverySlot({ recoveryKey, vaultKey, box: toBase64url(slot.box) })
}
