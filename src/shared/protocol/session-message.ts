import * as z from 'zod/mini'
import { Role } from '#shared/domain/role.ts'
import { Scope } from './scope.ts'

/** `GET /api/hello`: what a page may know before anybody signed in. */
export const Hello = z.strictObject({
  product: z.literal('branchbook'),
  serverId: z.uuid(),
  serverEpoch: z.uuid(),
  /** `empty`: nothing here yet, the set-up page is shown. */
  setup: z.enum(['empty', 'ready']),
  /** Everything in this server was generated. */
  demo: z.boolean(),
  schemaVersion: z.number(),
  serverTime: z.number(),
  limits: z.strictObject({ operationsPerPush: z.number(), bytesPerPush: z.number() }),
})
export type Hello = z.infer<typeof Hello>

/** Longest and shortest password a colleague may choose (characters). NIST SP 800-63B: at least 8, allow 64 and more. */
export const passwordLength = { minimum: 8, maximum: 200 } as const

const staffNo = z.string().check(z.minLength(1), z.maxLength(32))
const password = z.string().check(z.minLength(1), z.maxLength(passwordLength.maximum))
const newPassword = z
  .string()
  .check(z.minLength(passwordLength.minimum), z.maxLength(passwordLength.maximum))
const personName = z.string().check(z.minLength(1), z.maxLength(60))

/** `POST /api/setup`: the first branch and its administrator; `code` is printed once in the terminal (SE1). */
export const SetupRequest = z.strictObject({
  code: z.string().check(z.minLength(1), z.maxLength(64)),
  branchName: z.string().check(z.minLength(1), z.maxLength(60)),
  name: personName,
  staffNo,
  password: newPassword,
})
export type SetupRequest = z.infer<typeof SetupRequest>

/** `POST /api/setup/demo`: fills an empty server with the demonstration branch. */
export const SetupDemoRequest = z.strictObject({
  code: z.string().check(z.minLength(1), z.maxLength(64)),
})
export type SetupDemoRequest = z.infer<typeof SetupDemoRequest>

export const SetupDemoResponse = z.strictObject({
  signIns: z.array(z.strictObject({ staffNo: z.string(), name: z.string(), role: Role })),
  password: z.string(),
})
export type SetupDemoResponse = z.infer<typeof SetupDemoResponse>

/** `POST /api/sign-in`. The device makes its own id and epoch and keeps them in its vault. */
export const SignInRequest = z.strictObject({
  staffNo,
  password,
  device: z.uuid(),
  epoch: z.uuid(),
  /** CL7: a vault of this person lies on the device, so nothing was lost, whatever its ids are now. */
  vaultKept: z.optional(z.boolean()),
})
export type SignInRequest = z.infer<typeof SignInRequest>

/** Who is signed in; also the answer of `GET /api/session`. */
export const SessionInfo = z.strictObject({
  serverId: z.uuid(),
  staffId: z.uuid(),
  staffNo: z.string(),
  name: z.string(),
  role: Role,
  branchId: z.uuid(),
  branchName: z.string(),
  scopes: z.array(Scope),
  demo: z.boolean(),
  serverTime: z.number(),
})
export type SessionInfo = z.infer<typeof SessionInfo>

/**
 * `POST /admin/staff`: an administrator adds a colleague, to the own branch unless another one is named; the answer carries a
 * one-time password.
 */
export const AddStaffRequest = z.strictObject({
  name: personName,
  staffNo,
  role: Role,
  branchId: z.optional(z.uuid()),
})
export type AddStaffRequest = z.infer<typeof AddStaffRequest>

export const StaffListItem = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  staffNo: z.string(),
  role: Role,
  branchId: z.uuid(),
  active: z.boolean(),
})
export type StaffListItem = z.infer<typeof StaffListItem>

export const AddStaffResponse = z.strictObject({ staff: StaffListItem, password: z.string() })
export type AddStaffResponse = z.infer<typeof AddStaffResponse>

/** `PATCH /admin/staff/:id`: what an administrator changes of a colleague; what is not named stays. */
export const ChangeStaffRequest = z.strictObject({
  name: z.optional(personName),
  role: z.optional(Role),
  active: z.optional(z.boolean()),
  /** SR2: only for who owns no customer any more and waits for none. */
  branchId: z.optional(z.uuid()),
})
export type ChangeStaffRequest = z.infer<typeof ChangeStaffRequest>

/** `POST /api/password`: change of the own password. */
export const ChangePasswordRequest = z.strictObject({ current: password, next: newPassword })
export type ChangePasswordRequest = z.infer<typeof ChangePasswordRequest>

/** RFC 9457 problem document; `type` is a path of ours, `fields` name what is wrong, never its value. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.optional(z.string()),
  fields: z.optional(z.array(z.strictObject({ field: z.string(), code: z.string() }))),
})
export type Problem = z.infer<typeof Problem>
