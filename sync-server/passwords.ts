import { argon2, timingSafeEqual } from 'node:crypto'

/** OWASP's second choice for Argon2id: 19 MiB, two passes, one lane; 36 ms on the machine of the figures. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const
const hashLength = 32
const saltLength = 16

/** SE1: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, so that the cost can be raised later. */
export async function hashPassword(
  password: string,
  randomBytes: (length: number) => Uint8Array,
): Promise<string> {
  const salt = randomBytes(saltLength)
  const hash = await derive(password, salt, cost)
  const parameters = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`
  return `$argon2id$v=19$${parameters}$${encode(salt)}$${encode(hash)}`
}

/**
 * Whether the password is the one that was hashed. Without a hash (an unknown staff number) the same
 * work is done for nothing, so that the time tells nobody which numbers exist.
 */
export async function verifyPassword(
  password: string,
  stored: string | undefined,
): Promise<boolean> {
  const parsed = parse(stored ?? nobodysHash)
  const hash = await derive(password, parsed.salt, parsed)
  return timingSafeEqual(hash, parsed.hash) && stored !== undefined
}

const nobodysHash = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${encode(
  new Uint8Array(saltLength),
)}$${encode(new Uint8Array(hashLength))}`

interface Cost {
  memory: number
  passes: number
  parallelism: number
}

function derive(password: string, salt: Uint8Array, { memory, passes, parallelism }: Cost) {
  // One way to write ü, wherever it was typed.
  const message = password.normalize('NFC')
  return new Promise<Buffer>((resolve, reject) => {
    argon2(
      'argon2id',
      { message, nonce: salt, memory, passes, parallelism, tagLength: hashLength },
      (error, hash) => (error === null ? resolve(hash) : reject(error)),
    )
  })
}

function parse(stored: string): Cost & { salt: Buffer; hash: Buffer } {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/-]+)\$([\w+/-]+)$/.exec(stored)
  if (parts === null) throw new Error('A stored password hash cannot be read.')
  const [, memory, passes, parallelism, salt = '', hash = ''] = parts
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  }
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
