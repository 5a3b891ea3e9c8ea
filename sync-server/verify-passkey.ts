import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import { decodeAttestationObject } from '@simplewebauthn/server/helpers'
import * as z from 'zod/mini'
import type { AddPasskeyRequest, PasskeySignInRequest } from '#shared/protocol/passkey-message.ts'
import type { RelyingParty } from './relying-party.ts'
import type { Passkey } from './store/passkey-table.ts'

/** COSE numbers: ES256, EdDSA, RS256. What authenticators of today make is one of these. */
export const passkeyAlgorithms = [-7, -8, -257]

const ClientData = z.object({ challenge: z.string() })

/** The challenge that the authenticator has signed; undefined for what is no such message. */
export function challengeIn(clientData: string): string | undefined {
  try {
    const text = Buffer.from(clientData, 'base64url').toString('utf8')
    return ClientData.safeParse(JSON.parse(text)).data?.challenge
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What a new passkey is to be checked against. */
interface Expected extends RelyingParty {
  challenge: string
}

type NewPasskey = Pick<Passkey, 'credential' | 'publicKey' | 'counter' | 'synced'>

/** The passkey that was made, or undefined: for another server, another challenge, without finger, face or PIN, or forged. */
export async function verifyNewPasskey(
  { credential, clientData, attestation }: AddPasskeyRequest,
  { id, origin, challenge }: Expected,
): Promise<NewPasskey | undefined> {
  const { registrationInfo } = await unlessRefused(async () => {
    refuseCertificates(attestation)
    return verifyRegistrationResponse({
      response: {
        id: credential,
        rawId: credential,
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON: clientData, attestationObject: attestation },
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: passkeyAlgorithms,
    })
  })
  if (registrationInfo === undefined || registrationInfo.credential.id !== credential) return
  return {
    credential,
    publicKey: Buffer.from(registrationInfo.credential.publicKey).toString('base64url'),
    counter: registrationInfo.credential.counter,
    synced: registrationInfo.credentialBackedUp,
  }
}

/** The new counter, or undefined when the passkey did not sign this challenge for this server. */
export async function verifyPasskeyUse(
  { clientData, authenticatorData, signature, userHandle }: PasskeySignInRequest,
  { credential, publicKey, userHandle: ownHandle }: Passkey,
  { id, origin, challenge }: Expected,
): Promise<number | undefined> {
  if (userHandle !== null && userHandle !== ownHandle) return
  const { verified, authenticationInfo } = await unlessRefused(() =>
    verifyAuthenticationResponse({
      response: {
        id: credential,
        rawId: credential,
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON: clientData, authenticatorData, signature },
      },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      // The counter is compared by `isCloned`, in the transaction that stores it.
      credential: { id: credential, publicKey: fromBase64url(publicKey), counter: 0 },
    }),
  )
  return verified === true ? authenticationInfo?.newCounter : undefined
}

/** SE1: an authenticator that counts has counted further; one that did not is a copy, or there is a copy of it. */
export function isCloned({ counter: before }: Passkey, counter: number): boolean {
  return (counter > 0 || before > 0) && counter <= before
}

/**
 * No certificates are asked for, and none are taken: the library would fetch lists of revoked ones from addresses that stand
 * in them.
 */
function refuseCertificates(attestation: string): void {
  const statement = decodeAttestationObject(fromBase64url(attestation)).get('attStmt')
  if (statement.get('x5c') !== undefined) throw new Error('certificates')
}

/** The library throws whatever is wrong with what it is given; it does nothing else that could fail. */
async function unlessRefused<Verified extends object>(
  verify: () => Promise<Verified>,
): Promise<Partial<Verified>> {
  try {
    return await verify()
  } catch {
    return {}
  }
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64url'))
}
