import { argon2id } from 'hash-wasm'
import * as z from 'zod/mini'

/** KE2: cost of one derivation, kept in the slot. The bounds keep a forged slot from eating the machine. */
export const Argon2Parameters = z.strictObject({
  memoryKiB: z.number().check(z.int(), z.minimum(19 * 1024), z.maximum(512 * 1024)),
  iterations: z.number().check(z.int(), z.minimum(2), z.maximum(32)),
})
export type Argon2Parameters = z.infer<typeof Argon2Parameters>

/** The least that OWASP accepts: 19 MiB, two passes. */
export const floorParameters: Argon2Parameters = { memoryKiB: 19 * 1024, iterations: 2 }

/** Derives 32 bytes from a password and a salt. */
export type DeriveKey = (
  password: string,
  salt: Uint8Array<ArrayBuffer>,
  parameters: Argon2Parameters,
) => Promise<Uint8Array<ArrayBuffer>>

/** KE2 in the thread of the caller: for the worker, and for processes without one. */
export const deriveHere: DeriveKey = async (password, salt, { memoryKiB, iterations }) => {
  const derived = await argon2id({
    // One password typed on two keyboards can have two encodings.
    password: password.normalize('NFKC'),
    salt,
    memorySize: memoryKiB,
    iterations,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  })
  return new Uint8Array(derived)
}
