import * as z from 'zod/mini'
import { StaffListItem } from './session-message.ts'
import { DeviceWipe } from './wipe-message.ts'

/** Browsers by the name that people know; `other` for one that does not say a name of these. */
export const browsers = [
  'chrome',
  'edge',
  'safari',
  'firefox',
  'samsung',
  'huawei',
  'wechat',
  'qq',
  'uc',
  'other',
] as const
export const Browser = z.enum(browsers)
export type Browser = z.infer<typeof Browser>

/** `apple`: Safari says the same on a Mac and on an iPad. */
export const platforms = [
  'windows',
  'mac',
  'apple',
  'iphone',
  'ipad',
  'android',
  'harmony',
  'chromeos',
  'linux',
  'other',
] as const
export const Platform = z.enum(platforms)
export type Platform = z.infer<typeof Platform>

const instant = z.number().check(z.int())

/**
 * One device of one person, as the server knows it. Its browser is what the browser said of itself at the last sign-in;
 * what is unsent is what the device said last (CL7). Null where nobody said it.
 */
export const DeviceListItem = z.strictObject({
  device: z.uuid(),
  staffId: z.uuid(),
  browser: z.nullable(Browser),
  platform: z.nullable(Platform),
  /** Instants in ms; null for a device from before this was noted. */
  firstSeenAt: z.nullable(instant),
  /** To a quarter of an hour. */
  lastSeenAt: instant,
  signedIn: z.boolean(),
  /** The one that asks. */
  current: z.boolean(),
  unsyncedCount: z.number().check(z.int(), z.nonnegative()),
  /** By the clock of the device. */
  oldestUnsyncedAt: z.nullable(instant),
  reportedAt: z.nullable(instant),
  /** False when its browser came back without what it had kept. */
  vaultKept: z.boolean(),
  /** KE5: its vault is sealed to a recovery key, so what it has not sent can be rescued. */
  recoverable: z.boolean(),
  /** SR3: the order to wipe it, and what has come of it. */
  wipe: z.nullable(DeviceWipe),
  /** CL7: so many changes were reported and never came, ever; for an administrator's list. */
  lostChanges: z.optional(z.number().check(z.int(), z.positive())),
})
export type DeviceListItem = z.infer<typeof DeviceListItem>

/** `POST /admin/staff/:id/password`: the generated password, once. */
export const ResetPasswordResponse = z.strictObject({ staff: StaffListItem, password: z.string() })
export type ResetPasswordResponse = z.infer<typeof ResetPasswordResponse>
