import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** SE6: what signs the heads of the audit chain (Ed25519). */
export interface AuditKey {
  /** The public half, base64url of its DER form. */
  publicKey: string
  /** base64url. */
  sign(text: string): string
}

/**
 * Reads the key from a file; one that is missing is made first where `mayMake` allows it, for its owner alone. Throws an
 * `Error` that an operator understands when it is no Ed25519 key, or when others may read it.
 */
export async function openAuditKey(
  file: string,
  { mayMake }: { mayMake: boolean },
): Promise<AuditKey> {
  const isMissing = await stat(file).then(
    () => false,
    (error: unknown) => isCode(error, 'ENOENT'),
  )
  if (isMissing && !mayMake) throw new Error(`AUDIT_KEY_FILE: there is no file ${file}.`)
  if (isMissing) await makeKey(file)
  // SE8: a key that others can read signs for them, too. Windows knows no such bits.
  const isOpen = process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0
  if (isOpen) throw new Error(`Others may read ${file}, the key of the audit: chmod 600 it.`)
  const key = readKey(file, await readFile(file, 'utf8'))
  return {
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64url'),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
  }
}

async function makeKey(file: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519')
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  try {
    const handle = await open(file, 'wx', 0o600)
    try {
      await handle.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }))
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    // Another process was first; its key is the one.
    if (!isCode(error, 'EEXIST')) throw error
  }
}

function readKey(file: string, pem: string): KeyObject {
  const key = tryKey(pem)
  if (key?.asymmetricKeyType !== 'ed25519') throw new Error(`${file} is no Ed25519 key.`)
  return key
}

function tryKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    // Its message could hold a part of the key.
    return undefined
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
