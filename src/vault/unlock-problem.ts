import type { Result } from '#shared/domain/result.ts'
import type { RootKey } from './vault-keys.ts'

/**
 * `ambiguous`: several vaults, so the staff number is needed. `no-password`: passkeys alone open it. `newer-schema`: this window is older than what lies there;
 * `in-use`: another window is older and does not give way. `silent`: the database does not answer. `broken`: key slot or identity are not readable.
 */
export type UnlockProblem =
  | { type: 'no-vault' }
  | { type: 'ambiguous' }
  | { type: 'wrong-password' }
  | { type: 'no-password' }
  | { type: 'newer-schema' }
  | { type: 'in-use' }
  | { type: 'silent' }
  | { type: 'broken' }

/** How a root key is come by, from the slot as it lies there and the id of the key that is wanted. */
export type OpenRoot = (
  storedSlot: unknown,
  keyId: string,
) => Promise<Result<RootKey, UnlockProblem>>
