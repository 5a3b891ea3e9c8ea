import { fromBase64url, toBase64url } from '#shared/recovery/base64url.ts'
import { newKeyPair, openBox, openingKey, type SealingKey } from '#shared/recovery/sealed-box.ts'
import { RescueRequest } from '#shared/protocol/wipe-message.ts'
import { adoptRescue } from './adopt-rescue.ts'
import { openSealedOutbox, type OpenedOutbox } from './open-sealed-outbox.ts'
import { problem } from './problem.ts'
import type { Services } from './services.ts'
import type { StoredRecovery } from './store/recovery-table.ts'
import type { Reader, Transaction } from './store/store.ts'

/** A century (ms): what was rescued waits for as long as it takes. */
const waitsFor = 100 * 365 * 24 * 60 * 60_000

/** What the answer of the administrators to a rescue is sealed to; the server itself is the one that asks. */
export interface AnswerKey {
  key: SealingKey
  /** PKCS #8 as base64url. */
  kept: string
}

export async function newAnswerKey(): Promise<AnswerKey> {
  const { key, privateKey } = await newKeyPair(crypto)
  return { key, kept: toBase64url(privateKey) }
}

/**
 * SR3: takes what the device had not sent, once, sealed as it is, and asks the administrators to open it (KE5). Throws
 * `not-allowed` for a device that was not told.
 */
export async function keepRescue(
  { wipes, recoveries, audit }: Transaction,
  device: string,
  rescue: RescueRequest,
  { now, newId, answer }: { now: number; newId: Services['newId']; answer: AnswerKey },
): Promise<void> {
  const wipe = await wipes.of(device)
  if (wipe === undefined || wipe.toldAt === null) throw problem('not-allowed')
  // The answer to the first was lost; or a copy of the device comes later, which must not take its place.
  if (wipe.rescued !== null || wipe.confirmedAt !== null) return
  const { staffId } = wipe
  const rescued = rescue.rows.length
  const kept = { rescue: JSON.stringify(rescue), rescued, answerKey: answer.kept, at: now }
  await wipes.setRescue(device, kept)
  const recovery: StoredRecovery = {
    id: newId(),
    device,
    staffId,
    answerKey: answer.key,
    slot: rescue.slot,
    state: 'asked',
    askedAt: now,
    expiresAt: now + waitsFor,
    reason: null,
    requestedBy: null,
    approvedBy: null,
    box: null,
    rescued,
  }
  await recoveries.put(recovery)
  audit.add({ at: now, what: 'rescue-received', staffId, device, code: String(rescued) })
}

/**
 * SR3: what the administrators answered opens the rescue, on the server alone: they never see a customer. Throws `invalid` if
 * it does not.
 */
export async function openRescue(
  { wipes }: Pick<Reader, 'wipes'>,
  { device, staffId, answerKey, slot }: StoredRecovery,
  box: string,
): Promise<OpenedRescue> {
  const kept = await wipes.rescueOf(device)
  if (kept === undefined) throw problem('recovery-moved-on')
  const privateKey = fromBase64url(kept.answerKey)
  const sealed = fromBase64url(box)
  if (privateKey === null || sealed === null) throw problem('invalid')
  const opening = await openingKey(crypto, answerKey, privateKey)
  const place = {
    owner: staffId,
    device,
    subject: slot.vaultKey,
    purpose: 'recovered-key',
  } as const
  const root = await openBox(crypto, opening, place, sealed)
  if (!root.ok) throw problem('invalid')
  const rescue = RescueRequest.parse(JSON.parse(kept.rescue))
  const opened = openSealedOutbox(rescue, root.value)
  root.value.fill(0)
  // VA3: a row or two can be damaged; none that opens means that this key is another vault's.
  if (opened.operations.length === 0) throw problem('invalid')
  const clockOffset = kept.receivedAt - rescue.sentAt
  return { ...opened, epoch: rescue.epoch, receivedAt: kept.receivedAt, clockOffset }
}

interface OpenedRescue extends OpenedOutbox {
  epoch: string
  receivedAt: number
  clockOffset: number
}

/** SR3: lays it before its author; what could not be read is counted as lost. Throws `nobody-to-hand-to`. */
export async function handBack(
  transaction: Transaction,
  { device, staffId }: StoredRecovery,
  { operations, unreadable, ...from }: OpenedRescue,
  now: number,
): Promise<void> {
  const { staff, wipes, audit } = transaction
  const author = await staff.byId(staffId)
  const wipe = await wipes.of(device)
  if (author === undefined || wipe === undefined || wipe.openedAt !== null) {
    throw problem('recovery-moved-on')
  }
  const handed = await adoptRescue(transaction, operations, { author, device, ...from })
  if (handed === undefined) throw problem('nobody-to-hand-to')
  await wipes.setOpened(device, { at: now, lost: (wipe.lost ?? 0) + unreadable })
  audit.add({
    at: now,
    what: 'rescue-handed-back',
    staffId: handed.holder.id,
    device,
    code: `${handed.adopted} of ${operations.length}`,
  })
}
