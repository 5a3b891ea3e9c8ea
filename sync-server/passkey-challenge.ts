import type { Services } from './services.ts'

/** SE1: so long (ms) a challenge is good; the system asks, the phone has to be found. */
export const challengeLastsMs = 5 * 60_000

/** 256 bits as base64url that mean nothing: a challenge, or the name of a person with an authenticator. */
export function newChallenge({ randomBytes }: Pick<Services, 'randomBytes'>): string {
  return Buffer.from(randomBytes(32)).toString('base64url')
}
