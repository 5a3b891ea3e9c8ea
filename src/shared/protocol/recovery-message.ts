import * as z from 'zod/mini'
import { KeptRecoveryKey } from '#shared/recovery/kept-recovery-key.ts'
import { SealingKey } from '#shared/recovery/sealed-box.ts'

const instant = z.number().check(z.int())
/** A box of a key of 32 bytes: 66 bytes of header, 16 of the tag. */
const keyBox = z.string().check(z.regex(/^[\w-]{152}$/))
/** The random id of a vault's key. */
const vaultKey = z.string().check(z.regex(/^[\w-]{1,32}$/))

/**
 * `GET /api/recovery/key`: what vaults seal their key to, null while the organisation has no recovery key; and which slot of
 * this device the server has.
 */
export const RecoveryKeyAnswer = z.strictObject({
  key: z.nullable(SealingKey),
  slot: z.nullable(z.strictObject({ recoveryKey: z.string(), vaultKey })),
})
export type RecoveryKeyAnswer = z.infer<typeof RecoveryKeyAnswer>

/** `POST /api/recovery/slot`: the key of this device's vault, sealed to a recovery key (purpose `vault-key`). */
export const RecoverySlotRequest = z.strictObject({
  recoveryKey: z.string(),
  vaultKey,
  box: keyBox,
})
export type RecoverySlotRequest = z.infer<typeof RecoverySlotRequest>

/**
 * Where a recovery stands. `asked`: the device asks. `requested`: one administrator stands for it, with a reason.
 * `approved`: a second one agreed. `answered`: the key waits for the device. `done`, `refused`, `expired`: over.
 */
export const RecoveryState = z.enum([
  'asked',
  'requested',
  'approved',
  'answered',
  'done',
  'refused',
  'expired',
])
export type RecoveryState = z.infer<typeof RecoveryState>

/** `POST /api/recovery/ask`: a device cannot open its vault any more. `answerKey` is its own, made for this. */
export const AskRecoveryRequest = z.strictObject({
  answerKey: SealingKey,
  slot: RecoverySlotRequest,
})
export type AskRecoveryRequest = z.infer<typeof AskRecoveryRequest>

/** What the device hears; `box` is there when it was answered (purpose `recovered-key`, to its `answerKey`). */
export const OwnRecovery = z.strictObject({
  state: RecoveryState,
  answerKeyId: z.string(),
  expiresAt: instant,
  box: z.nullable(keyBox),
})
export type OwnRecovery = z.infer<typeof OwnRecovery>

/** `GET /api/recovery`: the last one that this device asked for. */
export const OwnRecoveryAnswer = z.strictObject({ recovery: z.nullable(OwnRecovery) })
export type OwnRecoveryAnswer = z.infer<typeof OwnRecoveryAnswer>

/** Why an administrator stands for a recovery: who was seen, in what way. Not for names of customers. */
export const recoveryReasonLength = { minimum: 4, maximum: 200 } as const
export const RequestRecoveryRequest = z.strictObject({
  reason: z
    .string()
    .check(
      z.trim(),
      z.minLength(recoveryReasonLength.minimum),
      z.maxLength(recoveryReasonLength.maximum),
    ),
})
export type RequestRecoveryRequest = z.infer<typeof RequestRecoveryRequest>

/** A recovery as administrators see it. */
export const RecoveryListItem = z.strictObject({
  id: z.uuid(),
  state: RecoveryState,
  device: z.uuid(),
  staffId: z.uuid(),
  staffNo: z.string(),
  name: z.string(),
  branchName: z.string(),
  unsyncedCount: z.number(),
  /** SR3: changes that were rescued from a lost device before it was wiped; null for a device that asks for itself. */
  rescued: z.nullable(z.number()),
  askedAt: instant,
  expiresAt: instant,
  reason: z.nullable(z.string()),
  requestedBy: z.nullable(z.string()),
  approvedBy: z.nullable(z.string()),
  /** What this administrator may do with it now. */
  may: z.array(z.enum(['request', 'approve', 'refuse', 'open'])),
})
export type RecoveryListItem = z.infer<typeof RecoveryListItem>

/** `GET /admin/recovery`. */
export const RecoveryOverview = z.strictObject({
  key: z.nullable(
    z.strictObject({
      key: SealingKey,
      keepers: z.number(),
      madeAt: instant,
      /** Null: by an operator. */
      madeBy: z.nullable(z.string()),
    }),
  ),
  /** Devices whose vault is sealed to this key, and all that are known. */
  devices: z.strictObject({ sealed: z.number(), all: z.number() }),
  recoveries: z.array(RecoveryListItem),
})
export type RecoveryOverview = z.infer<typeof RecoveryOverview>

/** `POST /admin/recovery/key`: `replaces` is the id of the key that it takes the place of, null for the first. */
export const MakeRecoveryKeyRequest = z.strictObject({
  kept: KeptRecoveryKey,
  replaces: z.nullable(z.string()),
})
export type MakeRecoveryKeyRequest = z.infer<typeof MakeRecoveryKeyRequest>

/** `POST /admin/recovery/{id}/open`: what two codes can open, given out after two administrators have agreed. */
export const OpenRecoveryResponse = z.strictObject({
  kept: KeptRecoveryKey,
  slot: RecoverySlotRequest,
  answerKey: SealingKey,
  /** VA3: what slot and answer are bound to. */
  owner: z.uuid(),
  device: z.uuid(),
})
export type OpenRecoveryResponse = z.infer<typeof OpenRecoveryResponse>

/** `POST /admin/recovery/{id}/answer`: the key of the vault, sealed to the device that asked. */
export const AnswerRecoveryRequest = z.strictObject({ box: keyBox })
export type AnswerRecoveryRequest = z.infer<typeof AnswerRecoveryRequest>
