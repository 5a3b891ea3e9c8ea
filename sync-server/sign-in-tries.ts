import { addressGroup } from './address-group.ts'
import type { Tries } from './failure-delay.ts'
import type { GrowingDelay } from './failure-wait.ts'

/** Of one number from one place: a person mistypes a few times, a list of common passwords has thousands. */
export const ownDelay: GrowingDelay = { free: 5, firstMs: 2_000, longestMs: 15 * 60_000 }
/** Of one number from everywhere: who guesses from many addresses gets about a thousand tries a day. */
const accountDelay: GrowingDelay = { free: 50, firstMs: 2_000, longestMs: 60_000 }
/** Of one address over all numbers: a whole bank may stand behind one, and every tenth mistypes at 08:30. */
const addressDelay: GrowingDelay = { free: 300, firstMs: 2_000, longestMs: 60_000 }

/**
 * SE1: under what the tries of a sign-in are counted. A device that this very person has signed in on before has a count
 * of its own, so strangers can keep nobody out of the own tablet; everybody else is also counted with all
 * others who try this number, and with all who come from this address.
 */
export function signInTries({
  staffNo,
  address,
  knownDevice,
}: {
  staffNo: string
  address: string
  /** The device that the browser's cookie names, when it is this person's. */
  knownDevice: string | undefined
}): Tries {
  if (knownDevice !== undefined) {
    return { own: { name: `sign-in|${staffNo}|device|${knownDevice}`, delay: ownDelay } }
  }
  const from = addressGroup(address)
  return {
    own: { name: `sign-in|${staffNo}|address|${from}`, delay: ownDelay },
    shared: [
      { name: `sign-in|${staffNo}`, delay: accountDelay },
      { name: `sign-in|address|${from}`, delay: addressDelay },
    ],
  }
}
