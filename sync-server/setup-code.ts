import { createHash, timingSafeEqual } from 'node:crypto'
import { generatePassword } from './generated-password.ts'

/** SE1: the code that proves to an empty server that one can read its terminal. */
export interface SetupCode {
  /** What to type; undefined once the server is set up. */
  readonly code: string | undefined
  matches(typed: string): boolean
  /** After the set-up no code opens anything. */
  used(): void
}

/** A code for an empty server, none for one that holds a branch. */
export function createSetupCode(
  empty: boolean,
  randomBytes: (length: number) => Uint8Array,
): SetupCode {
  let code = empty ? generatePassword(randomBytes) : undefined
  return {
    get code() {
      return code
    },
    matches(typed) {
      if (code === undefined) return false
      return timingSafeEqual(digest(normalise(typed)), digest(normalise(code)))
    },
    used() {
      code = undefined
    },
  }
}

function normalise(typed: string): string {
  return typed.toLowerCase().replace(/[\s-]/g, '')
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
