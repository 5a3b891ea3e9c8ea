import * as z from 'zod/mini'
import { RecoverySlotRequest } from './recovery-message.ts'

/** 32 bytes as base64url. */
const secret = z.string().check(z.regex(/^[\w-]{43}$/))
const count = z.number().check(z.int(), z.nonnegative())
const instant = z.number().check(z.int())

/**
 * SR3: what a device keeps in the clear, for the day when its session is over. `POST /api/wipe-key` gives it to a device that
 * is signed in, the same each time. Who shows `contact` is recognised as this device and gets nothing but the order; an
 * order is genuine if the SHA-256 of its key (of the text, as base64url) is `commitment`, and the server says that
 * key to nobody before the device is to be wiped.
 */
export const WipeKey = z.strictObject({ device: z.uuid(), contact: secret, commitment: secret })
export type WipeKey = z.infer<typeof WipeKey>

/**
 * `POST /api/wipe`, with `authorization: Bearer <device>.<contact>`. `rescue`: whether the server still takes what was
 * not sent; it takes it once.
 */
export const WipeAnswer = z.strictObject({
  order: z.nullable(z.strictObject({ key: secret, rescue: z.enum(['wanted', 'received']) })),
})
export type WipeAnswer = z.infer<typeof WipeAnswer>

/** The most bytes a rescue may have as JSON: some ten thousand changes. */
export const maximumRescueBytes = 8 * 1024 * 1024

/**
 * `POST /api/wipe/rescue`: the outbox as it lies on the disk, sealed with the key of the vault, and that key sealed to the
 * organisation (KE5). Nobody opens it but with the recovery key.
 */
export const RescueRequest = z.strictObject({
  /** Instant in ms by the clock of the device (ME2). */
  sentAt: z.number(),
  /** VA3: name of the database that the rows are bound to. */
  database: z.string().check(z.maxLength(200)),
  slot: RecoverySlotRequest,
  /** GC2: the number of a row less this is the number that the server knows, in this epoch. */
  epoch: z.uuid(),
  offset: count,
  rows: z.array(
    z.strictObject({
      n: z.number().check(z.int(), z.positive()),
      /** Base64url. */
      sealed: z.string().check(z.regex(/^[\w-]+$/)),
    }),
  ),
})
export type RescueRequest = z.infer<typeof RescueRequest>

/** `POST /api/wipe/confirm`: nothing is left. `lost`: changes that had not been sent and could not be rescued. */
export const WipeConfirmation = z.strictObject({ lost: count })
export type WipeConfirmation = z.infer<typeof WipeConfirmation>

/** How far the wipe of a device has come; instants in ms, null as long as it has not happened. */
export const DeviceWipe = z.strictObject({
  orderedAt: instant,
  /** The device has been told; from then on the order cannot be taken back. */
  toldAt: z.nullable(instant),
  /** How many changes were rescued. */
  rescued: z.nullable(count),
  /** When they were opened and handed on. */
  openedAt: z.nullable(instant),
  confirmedAt: z.nullable(instant),
  lost: z.nullable(count),
  /** False for a device that has not been here since it could have been given its key: it cannot be told. */
  canBeTold: z.boolean(),
})
export type DeviceWipe = z.infer<typeof DeviceWipe>
