import type { Messages } from '#i18n/messages.ts'
import type { PasskeyProblem } from '#vault/passkey-ceremony.ts'

/** SE1: nobody looks at a further try before so many seconds. */
export interface TooManyTries {
  type: 'too-many-tries'
  seconds: number
}

/** Why a set-up, sign-in or unlock did not work; the screen says it in words. */
export type SessionProblem =
  | { type: 'wrong-password' }
  | { type: 'wrong-unlock' }
  | { type: 'wrong-pin'; triesLeft: number }
  | { type: 'pin-spent' }
  | { type: 'wrong-code' }
  | { type: 'passkey'; why: PasskeyTrouble }
  | { type: 'no-vault' }
  | { type: 'broken-vault' }
  | { type: 'other-version' }
  /** VA5: the storage of the browser does not answer. */
  | { type: 'silent-storage' }
  /** KE7: the vault was never sealed to a recovery key; the answer of the administrators is not for this device. */
  | { type: 'no-recovery' }
  /** KE8: what lies here is still being sealed under the last new key. */
  | { type: 'resealing' }
  | { type: 'recovery-unreadable' }
  | { type: 'device-to-wipe' }
  | TooManyTries
  | { type: 'unreachable' }
  | { type: 'server-trouble' }

/** The wait that a problem brings, for a countdown; null when it brings none. */
export function waitOf(problem: SessionProblem | null): TooManyTries | null {
  return problem?.type === 'too-many-tries' ? problem : null
}
/**
 * KE3: `wrong`: none of those that open what lies here; `refused`: the server does not know it; `no-password`: passkeys
 * alone open this vault; `last`: nothing else would; `ask-again`: made, and its answer is still missing.
 */
export type PasskeyTrouble =
  | PasskeyProblem['type']
  | 'wrong'
  | 'refused'
  | 'no-password'
  | 'last'
  | 'ask-again'

/** The words for a problem. */
export function problemText(problem: SessionProblem, texts: Messages['session']): string {
  switch (problem.type) {
    case 'wrong-password':
      return texts.wrongPassword
    case 'wrong-unlock':
      return texts.wrongUnlock
    case 'wrong-pin':
      return texts.wrongPin(problem.triesLeft)
    case 'pin-spent':
      return texts.pinSpent
    case 'wrong-code':
      return texts.wrongCode
    case 'passkey':
      return texts.passkeyTrouble[problem.why]
    case 'no-vault':
      return texts.noVaultHere
    case 'broken-vault':
      return texts.brokenVault
    case 'other-version':
      return texts.otherVersion
    case 'no-recovery':
      return texts.noRecovery
    case 'resealing':
      return texts.resealing
    case 'recovery-unreadable':
      return texts.recoveryUnreadable
    case 'silent-storage':
      return texts.silentStorage
    case 'too-many-tries':
      return texts.tooManyTries(problem.seconds)
    case 'device-to-wipe':
      return texts.deviceToWipe
    case 'unreachable':
      return texts.unreachableText
    case 'server-trouble':
      return texts.serverTrouble
  }
}
