import { fail, ok, type Result } from '#shared/domain/result.ts'
import type {
  AddPasskeyRequest,
  PasskeyOptions,
  PasskeyReference,
  PasskeySignInRequest,
} from '#shared/protocol/passkey-message.ts'
import { base64url, fromBase64url } from './base64url.ts'
import type { SealedBytes } from './database.ts'
import type { AnsweredPasskey } from './passkey-slot.ts'

/**
 * Why a passkey gave nothing. Browsers say the same for “not this time” and for “no such passkey here”. `no-prf`: it answers
 * no questions, so it can open no vault. `exists`: this person has one there already. `unavailable`: not in this
 * browser, or not at this address.
 */
export type PasskeyProblem =
  | { type: 'cancelled' }
  | { type: 'timed-out' }
  | { type: 'no-prf' }
  | { type: 'exists' }
  | { type: 'unavailable' }

/** What goes to the server: never what the passkey answered. */
export type PasskeyProof = Omit<PasskeySignInRequest, 'here' | 'fresh'>
export type NewPasskey = Omit<AddPasskeyRequest, 'name'>

export interface Question {
  /** What is to be signed for the server; null where no server is asked. */
  challenge: string | null
  /** Those that may answer; empty: whichever the person picks. */
  known: readonly PasskeyReference[]
  /** 32 bytes; the same question gets the same answer. */
  question: SealedBytes
  timeoutMs?: number
}

/** KE3: the conversation with an authenticator, which is the browser's and takes as long as the person does. */
export interface PasskeyCeremony {
  /** Makes a passkey. Its answer may have to be asked for apart: null. */
  make(
    options: PasskeyOptions,
    question: SealedBytes,
  ): Promise<Result<{ made: NewPasskey; answered: AnsweredPasskey | null }, PasskeyProblem>>
  ask(
    question: Question,
  ): Promise<Result<{ proof: PasskeyProof; answered: AnsweredPasskey }, PasskeyProblem>>
  /** Tells the authenticator, where it can be told, that a passkey is good for nothing any more. */
  forget(relyingParty: string, credential: string): void
}

/** So long (ms) a person is waited for where no server says how long. */
const usualPatience = 2 * 60_000

/**
 * The ceremony of this browser, or null where there can be none: no WebAuthn, or an address without a name, which no passkey
 * can be for. What it is able to do shows in what comes out of it, never in what it calls itself.
 */
export function browserPasskeys(): PasskeyCeremony | null {
  if (!('PublicKeyCredential' in globalThis) || !('credentials' in navigator)) return null
  if (/^[\d.]+$|^\[/.test(location.hostname)) return null
  return { make, ask, forget }
}

async function make(
  options: PasskeyOptions,
  question: SealedBytes,
): ReturnType<PasskeyCeremony['make']> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    challenge: fromBase64url(options.challenge),
    rp: { id: options.relyingParty, name: '行伴 Branchbook' },
    user: {
      id: fromBase64url(options.userHandle),
      name: options.staffNo,
      displayName: options.name,
    },
    pubKeyCredParams: options.algorithms.map((alg) => ({ type: 'public-key', alg })),
    excludeCredentials: options.known.map(descriptor),
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    attestation: 'none',
    extensions: { prf: { eval: { first: question } } },
  }
  const credential = await patiently(options.timeoutMs, (signal) =>
    navigator.credentials.create({ publicKey, signal }),
  )
  if (!credential.ok) return credential
  const { response, id } = credential.value
  if (!(response instanceof AuthenticatorAttestationResponse)) return fail({ type: 'unavailable' })
  const { prf } = credential.value.getClientExtensionResults()
  if (prf?.enabled === false) {
    forget(options.relyingParty, id)
    return fail({ type: 'no-prf' })
  }
  const transports = response.getTransports()
  const made: NewPasskey = {
    credential: id,
    transports,
    clientData: encode(response.clientDataJSON),
    attestation: encode(response.attestationObject),
  }
  const answer = answerIn(prf)
  return ok({ made, answered: answer && { credential: id, transports, answer } })
}

async function ask({
  challenge,
  known,
  question,
  timeoutMs = usualPatience,
}: Question): ReturnType<PasskeyCeremony['ask']> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    challenge:
      challenge === null ? crypto.getRandomValues(new Uint8Array(32)) : fromBase64url(challenge),
    allowCredentials: known.map(descriptor),
    userVerification: 'required',
    extensions: { prf: { eval: { first: question } } },
  }
  const credential = await patiently(timeoutMs, (signal) =>
    navigator.credentials.get({ publicKey, signal }),
  )
  if (!credential.ok) return credential
  const { response, id } = credential.value
  if (!(response instanceof AuthenticatorAssertionResponse)) return fail({ type: 'unavailable' })
  const answer = answerIn(credential.value.getClientExtensionResults().prf)
  if (answer === null) return fail({ type: 'no-prf' })
  const transports = known.find((one) => one.credential === id)?.transports ?? []
  const proof: PasskeyProof = {
    credential: id,
    clientData: encode(response.clientDataJSON),
    authenticatorData: encode(response.authenticatorData),
    signature: encode(response.signature),
    userHandle: response.userHandle && encode(response.userHandle),
  }
  return ok({ proof, answered: { credential: id, transports, answer } })
}

function forget(relyingParty: string, credential: string): void {
  const { PublicKeyCredential: kind } = globalThis
  if (!('signalUnknownCredential' in kind)) return
  // A courtesy: an authenticator that does not listen keeps an entry that signs nobody in.
  void kind
    .signalUnknownCredential({ rpId: relyingParty, credentialId: credential })
    .catch(() => {})
}

/** Our own clock, because browsers answer a person who said no and one who said nothing alike. */
async function patiently(
  patience: number,
  begin: (signal: AbortSignal) => Promise<Credential | null>,
): Promise<Result<PublicKeyCredential, PasskeyProblem>> {
  const cut = new AbortController()
  const timer = setTimeout(() => cut.abort(), patience)
  try {
    const credential = await begin(cut.signal)
    return credential instanceof PublicKeyCredential
      ? ok(credential)
      : fail({ type: 'unavailable' })
  } catch (error) {
    if (cut.signal.aborted) return fail({ type: 'timed-out' })
    if (error instanceof DOMException) return fail({ type: problemOf(error.name) })
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function problemOf(name: string): PasskeyProblem['type'] {
  if (name === 'InvalidStateError') return 'exists'
  if (name === 'SecurityError' || name === 'NotSupportedError') return 'unavailable'
  return 'cancelled'
}

/** KE3: whether a passkey answers is known by its answer alone. */
function answerIn(prf: AuthenticationExtensionsPRFOutputs | undefined): SealedBytes | null {
  const first: unknown = prf?.results?.first
  const bytes =
    first instanceof ArrayBuffer
      ? new Uint8Array(first)
      : ArrayBuffer.isView(first)
        ? Uint8Array.from(new Uint8Array(first.buffer, first.byteOffset, first.byteLength))
        : null
  return bytes?.length === 32 ? bytes : null
}

function descriptor({ credential, transports }: PasskeyReference): PublicKeyCredentialDescriptor {
  return {
    type: 'public-key',
    id: fromBase64url(credential),
    transports: transports.filter(isTransport),
  }
}

/** A browser refuses the whole list for a word that is none of its own. */
function isTransport(word: string): word is AuthenticatorTransport {
  return ['ble', 'hybrid', 'internal', 'nfc', 'usb'].includes(word)
}

function encode(bytes: ArrayBuffer): string {
  return base64url(new Uint8Array(bytes))
}
