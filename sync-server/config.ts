import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { _default as withDefault } from 'zod/mini'
import type { DataPlace } from './store/open-store.ts'
import { isWeakSecret } from './weak-secret.ts'

const port = z.coerce.number().check(z.int(), z.minimum(0), z.maximum(65_535))

/** The environment as text, checked; see docs/operations.md for what each means. */
const Environment = z.object({
  PORT: withDefault(port, 8787),
  /** `localhost` is both 127.0.0.1 and ::1, so http://localhost:8787 opens whichever a browser tries. */
  HOST: withDefault(z.string().check(z.minLength(1)), 'localhost'),
  DATA_DIR: withDefault(z.string().check(z.minLength(1)), 'data'),
  DATABASE_URL: z.optional(z.string()),
  /** SE9: where the copies go that an administrator asks for; without one, into `backups` in DATA_DIR. */
  BACKUP_DIR: z.optional(z.string().check(z.minLength(1))),
  /** SE8: a file that holds the address, because others may read what stands in an environment. */
  DATABASE_URL_FILE: z.optional(z.string().check(z.minLength(1))),
  /** SE6: the key that signs the heads of the audit; without one it is made in DATA_DIR. */
  AUDIT_KEY_FILE: z.optional(z.string().check(z.minLength(1))),
  /** `1` when a proxy of ours ends TLS in front and sets X-Forwarded-*. */
  TRUST_PROXY: withDefault(z.enum(['0', '1']), '0'),
  LOG_LEVEL: withDefault(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    'warn',
  ),
})

export interface Config {
  port: number
  host: string
  /** PostgreSQL where DATABASE_URL is set, else SQLite in the folder DATA_DIR. */
  data: DataPlace
  /** Folder of the copies that an administrator asks for. */
  backups: string
  audit: AuditFiles
  /** UP2: where the assets of former builds are kept. */
  buildsFolder: string
  trustProxy: boolean
  logLevel: string
}

/** SE6: what the audit keeps beside the database. */
export interface AuditFiles {
  keyFile: string
  /** A key that an operator named is never made by us. */
  mayMakeKey: boolean
  /** Signed heads, one a line. */
  headsFile: string
}

/** Reads the environment and the files it names; throws an `Error` that names the variable which cannot be used. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => path.join('.')).join(', ')
    throw new Error(`The environment cannot be used; look at: ${names}`)
  }
  const { data } = parsed
  return {
    port: data.PORT,
    host: data.HOST,
    data: placeOf(data),
    backups: data.BACKUP_DIR ?? join(data.DATA_DIR, 'backups'),
    audit: auditFiles(data),
    buildsFolder: join(data.DATA_DIR, 'builds'),
    trustProxy: data.TRUST_PROXY === '1',
    logLevel: data.LOG_LEVEL,
  }
}

function placeOf({
  DATABASE_URL = '',
  DATABASE_URL_FILE,
  DATA_DIR,
}: z.infer<typeof Environment>): DataPlace {
  if (DATABASE_URL !== '' && DATABASE_URL_FILE !== undefined) {
    throw new Error('Use DATABASE_URL or DATABASE_URL_FILE, not both.')
  }
  const databaseUrl =
    DATABASE_URL_FILE === undefined ? DATABASE_URL : readAddress(DATABASE_URL_FILE)
  if (databaseUrl === '') return { folder: DATA_DIR }
  refuseWeakPassword(databaseUrl)
  return { databaseUrl }
}

function readAddress(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new Error('DATABASE_URL_FILE: this file cannot be read.', { cause: error })
  }
}

/** SE8: without a password the database has another way to know who comes: a socket, a certificate, `~/.pgpass`. */
function refuseWeakPassword(databaseUrl: string): void {
  // What is no address at all is refused, with a better word, by whoever opens the database.
  if (!URL.canParse(databaseUrl)) return
  const { password, username, hostname, pathname } = new URL(databaseUrl)
  const parts = [username, hostname, pathname.slice(1)].map(decodeURIComponent)
  if (password !== '' && isWeakSecret(decodeURIComponent(password), parts)) {
    throw new Error(
      'The password in DATABASE_URL is guessed easily: take one by chance, of at least 12 characters (openssl rand -hex 16).',
    )
  }
}

function auditFiles({ AUDIT_KEY_FILE, DATA_DIR }: z.infer<typeof Environment>): AuditFiles {
  return {
    keyFile: AUDIT_KEY_FILE ?? join(DATA_DIR, 'audit-key.pem'),
    mayMakeKey: AUDIT_KEY_FILE === undefined,
    headsFile: join(DATA_DIR, 'audit-heads.jsonl'),
  }
}
