import { v5 } from 'uuid'

/** The namespace of every id that Branchbook derives; a random UUID, never to be changed. */
const namespace = '5e1c4a1e-8f0b-4d6c-9a57-2f3b0c7d9e61'

/**
 * OP1: the id (UUID version 5) that every device and the server derive from the same words, such as
 * `derivedId('birthday', customerId, '2026-11-23')` for what a rule makes for an occurrence (invariant 3),
 * or `derivedId('sync-issue', staffId, …)` for an operation, so that a repeated push makes no second issue (OP4).
 */
export function derivedId(...words: readonly [string, ...string[]]): string {
  return v5(words.join('|'), namespace)
}
