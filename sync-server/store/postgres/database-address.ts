import { StoreUnavailable } from '#server/store/store-unavailable.ts'

/** Where a database is, in words that may stand in a log: never a password. */
export interface DatabaseAddress {
  url: string
  /** `branchbook at db.example:5432` */
  name: string
}

/** Reads DATABASE_URL; throws an `Error` that says what it should look like and does not quote it. */
export function readDatabaseAddress(text: string): DatabaseAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const database = decodeURIComponent(url?.pathname.slice(1) ?? '')
  const isPostgres = url?.protocol === 'postgresql:' || url?.protocol === 'postgres:'
  if (url === undefined || !isPostgres || database === '') {
    throw new Error(
      'DATABASE_URL cannot be used: it must look like postgresql://user:password@host:5432/database.',
    )
  }
  const host = url.hostname || url.searchParams.get('host') || 'localhost'
  return { url: text, name: `${database} at ${host}:${url.port || 5432}` }
}

/** What an operator can do something about; other errors stay as they are. */
const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'this host is not known',
  EAI_AGAIN: 'this host is not known',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'it does not answer',
  ENOENT: 'there is no such socket',
  '28P01': 'user or password is wrong',
  '28000': 'this user may not sign in',
  '3D000': 'there is no such database',
  '42501': 'this user may not make tables there',
  '53300': 'it has no connection left',
  '57P03': 'it is starting or stopping',
}

/** Why the database cannot be opened, without anything secret. */
export function explainUnreachable({ name }: DatabaseAddress, error: unknown): Error {
  const found = error instanceof StoreUnavailable ? error.cause : error
  const reason = reasons[codeOf(found)] ?? (found instanceof Error ? found.message : 'no answer')
  return new Error(`PostgreSQL cannot be used (${name}): ${reason}.`)
}

function codeOf(error: unknown): string {
  // Node tries every address of a host and then names them all.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  const code = first instanceof Error && 'code' in first ? first.code : undefined
  return typeof code === 'string' ? code : ''
}
