import * as z from 'zod/mini'
import { passwordLength, SessionInfo } from './session-message.ts'

/** Bytes as base64url without padding; `longest` in characters. */
const bytes = (longest: number) =>
  z.string().check(z.minLength(1), z.maxLength(longest), z.regex(/^[\w-]+$/))

/** WebAuthn allows ids of 1023 bytes. */
const credentialId = bytes(1364)
const challenge = bytes(64)
const instant = z.number().check(z.int())

/** How an authenticator may be reached, in the words of WebAuthn; new ones appear now and then. */
const transports = z.array(z.string().check(z.regex(/^[a-z-]{1,32}$/))).check(z.maxLength(10))

export const passkeyNameLength = 40
/** What a person calls a passkey. */
const passkeyName = z.string().check(z.trim(), z.minLength(1), z.maxLength(passkeyNameLength))

/** A passkey as a browser wants it named. */
export const PasskeyReference = z.strictObject({ credential: credentialId, transports })
export type PasskeyReference = z.infer<typeof PasskeyReference>

/** `POST /api/passkeys/options`: SE1: whoever adds a passkey types the password again. */
export const PasskeyOptionsRequest = z.strictObject({
  password: z.string().check(z.minLength(1), z.maxLength(passwordLength.maximum)),
})
export type PasskeyOptionsRequest = z.infer<typeof PasskeyOptionsRequest>

/** What `navigator.credentials.create` is to be told; good once, for `timeoutMs`. */
export const PasskeyOptions = z.strictObject({
  challenge,
  relyingParty: z.string(),
  /** Random, and the same for all passkeys of a person; says nothing of who it is. */
  userHandle: bytes(86),
  staffNo: z.string(),
  name: z.string(),
  /** COSE numbers, the preferred one first. */
  algorithms: z.array(z.number()),
  /** What this person has already. */
  known: z.array(PasskeyReference),
  timeoutMs: z.number(),
})
export type PasskeyOptions = z.infer<typeof PasskeyOptions>

/** `POST /api/passkeys`: what an authenticator made. KE3: what it answers to a device is none of the server's business. */
export const AddPasskeyRequest = z.strictObject({
  name: passkeyName,
  credential: credentialId,
  transports,
  clientData: bytes(4_000),
  attestation: bytes(20_000),
})
export type AddPasskeyRequest = z.infer<typeof AddPasskeyRequest>

export const PasskeyListItem = z.strictObject({
  id: z.uuid(),
  staffId: z.uuid(),
  name: z.string(),
  ...PasskeyReference.shape,
  /** It lies in an account of its maker as well, and so may be on several devices. */
  synced: z.boolean(),
  createdAt: instant,
  lastUsedAt: z.nullable(instant),
})
export type PasskeyListItem = z.infer<typeof PasskeyListItem>

/** `GET /api/passkeys`. A browser can have the session of a colleague: `staffId` says whose these are. */
export const OwnPasskeys = z.strictObject({
  staffId: z.uuid(),
  passkeys: z.array(PasskeyListItem),
})
export type OwnPasskeys = z.infer<typeof OwnPasskeys>

/** `POST /api/sign-in/passkey/options`: for `navigator.credentials.get`; good once, for `timeoutMs`. */
export const PasskeyChallenge = z.strictObject({
  challenge,
  relyingParty: z.string(),
  timeoutMs: z.number(),
})
export type PasskeyChallenge = z.infer<typeof PasskeyChallenge>

const identity = z.strictObject({ device: z.uuid(), epoch: z.uuid() })

/**
 * `POST /api/sign-in/passkey`. Who signs in is known to the server first, so it is told of each vault of this device, and
 * takes the one of this person (CL7), or else `fresh`.
 */
export const PasskeySignInRequest = z.strictObject({
  credential: credentialId,
  clientData: bytes(4_000),
  authenticatorData: bytes(4_000),
  signature: bytes(4_000),
  /** An authenticator need not say it where it was told which passkey is wanted. */
  userHandle: z.nullable(bytes(86)),
  here: z.array(identity).check(z.maxLength(100)),
  fresh: identity,
})
export type PasskeySignInRequest = z.infer<typeof PasskeySignInRequest>

/** `device` is the one of the request that the session is for. */
export const PasskeySignInResponse = z.strictObject({ session: SessionInfo, device: z.uuid() })
export type PasskeySignInResponse = z.infer<typeof PasskeySignInResponse>
