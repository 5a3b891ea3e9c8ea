import { buggify } from '#shared/faults/buggify.ts'
import {
  maximumRescueBytes,
  type RescueRequest,
  type WipeKey,
} from '#shared/protocol/wipe-message.ts'
import { destroyVault } from '#vault/destroy-vault.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import { readSealedOutbox } from '#vault/sealed-outbox.ts'
import { isGenuine, readWipeKey } from '#vault/wipe-key.ts'
import type { WipeMark } from '#vault/wipe-marks.ts'
import type { Api } from './api.ts'

export interface WipeParts {
  api: Pick<Api, 'wipeOrder' | 'sendRescue' | 'confirmWipe'>
  device: Pick<VaultDevice, 'databases' | 'directory' | 'now'>
  /** SR3: closes the vault wherever it is open; what was typed last is in the outbox when this resolves. */
  close: (tag: string) => Promise<void>
}

/**
 * SR3: asks for this vault whether it is to be wiped, and does it. Only an order with the key that the server bound itself
 * to counts: no answer, a refusal and an answer of anybody else change nothing. What was not sent is handed over first; as
 * long as that does not arrive, nothing is destroyed. Answers whether the vault is gone.
 */
export async function obeyWipeOrder(parts: WipeParts, tag: string): Promise<boolean> {
  const { api, device } = parts
  const { kept } = await readWipeKey(device.databases, tag)
  if (kept === null) return false
  const answer = await api.wipeOrder(kept)
  const order = answer.ok ? answer.value.order : null
  if (order === null || !(await isGenuine(kept, order.key))) return false
  await parts.close(tag)
  const handedOver = await handOver(parts, kept, tag, order.rescue)
  if (handedOver === null) return false
  const { device: id, contact } = kept
  await device.directory.wipes.put({
    tag,
    state: 'destroying',
    device: id,
    contact,
    ...handedOver,
    seen: false,
  })
  await buggify('wipe-marked', tag)
  await goOnWiping(parts, tag)
  // Unlocked in another tab meanwhile: there is nothing left to show.
  await parts.close(tag)
  return true
}

/** SR3: goes on where it stopped, without a network. To be called before anything here is opened. */
export async function goOnWiping(
  { device }: Pick<WipeParts, 'device'>,
  tag: string,
): Promise<void> {
  const mark = await markOf(device, tag)
  if (mark?.state !== 'destroying') return
  await destroyVault(device, tag)
  await buggify('vault-unlisted', tag)
  await device.directory.wipes.put({ ...mark, state: 'destroyed' })
}

/** Tells the server that nothing is left; what it did not hear it is told again at the next contact. */
export async function confirmWiped(
  { api, device }: Pick<WipeParts, 'api' | 'device'>,
  tag: string,
): Promise<void> {
  const mark = await markOf(device, tag)
  if (mark?.state !== 'destroyed') return
  const answer = await api.confirmWipe(mark, { lost: mark.lost })
  if (!answer.ok) return
  await keepOrForget(device, { ...mark, state: 'confirmed' })
}

/** Somebody has read that it happened. */
export async function noteSeen({ device }: Pick<WipeParts, 'device'>, tag: string): Promise<void> {
  const mark = await markOf(device, tag)
  if (mark !== undefined && mark.state !== 'destroying') {
    await keepOrForget(device, { ...mark, seen: true })
  }
}

async function keepOrForget(
  { directory: { wipes } }: WipeParts['device'],
  mark: WipeMark,
): Promise<void> {
  await (mark.seen && mark.state === 'confirmed' ? wipes.remove(mark.tag) : wipes.put(mark))
}

async function markOf(
  { directory: { wipes } }: WipeParts['device'],
  tag: string,
): Promise<WipeMark | undefined> {
  return (await wipes.all()).find((mark) => mark.tag === tag)
}

/** What became of the unsent changes; null as long as that is open, because the server has not answered. */
async function handOver(
  { api, device }: WipeParts,
  kept: WipeKey,
  tag: string,
  rescue: 'wanted' | 'received',
): Promise<Pick<WipeMark, 'rescued' | 'lost'> | null> {
  const { unsent, outbox } = await readSealedOutbox(device.databases, tag, kept.device)
  if (unsent === 0 || outbox === null) return { rescued: 0, lost: unsent }
  // It was taken when this device, or the one it is a copy of, came before.
  if (rescue === 'received') return { rescued: unsent, lost: 0 }
  const request = shortened({ sentAt: device.now(), ...outbox })
  const answer = await api.sendRescue(kept, request)
  if (!answer.ok) return null
  const rescued = request.rows.length
  return { rescued, lost: unsent - rescued }
}

/** SE5: as many rows as one request takes, the oldest first. All of it is ASCII, so characters are bytes. */
function shortened(rescue: RescueRequest): RescueRequest {
  let left = maximumRescueBytes - JSON.stringify({ ...rescue, rows: [] }).length
  const rows: RescueRequest['rows'] = []
  for (const row of rescue.rows) {
    left -= JSON.stringify(row).length + 1
    if (left < 0) break
    rows.push(row)
  }
  return { ...rescue, rows }
}
