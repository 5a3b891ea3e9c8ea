import * as z from 'zod/mini'
import { _default as withDefault } from 'zod/mini'

const port = z.coerce.number().check(z.int(), z.minimum(0), z.maximum(65_535))

/** The environment as text, checked; see docs/operations.md for what each means. */
const Environment = z.object({
  PORT: withDefault(port, 8787),
  /** `localhost` is both 127.0.0.1 and ::1, so http://localhost:8787 opens whichever a browser tries. */
  HOST: withDefault(z.string().check(z.minLength(1)), 'localhost'),
  DATA_DIR: withDefault(z.string().check(z.minLength(1)), 'data'),
  DATABASE_URL: z.optional(z.string()),
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
  dataFolder: string
  trustProxy: boolean
  logLevel: string
}

/** Reads the environment; throws an `Error` that names the variable which cannot be used. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => path.join('.')).join(', ')
    throw new Error(`The environment cannot be used; look at: ${names}`)
  }
  const { data } = parsed
  if (data.DATABASE_URL !== undefined && data.DATABASE_URL !== '') {
    throw new Error(
      'DATABASE_URL is set, but PostgreSQL is not supported yet. Unset it to keep the data in DATA_DIR.',
    )
  }
  return {
    port: data.PORT,
    host: data.HOST,
    dataFolder: data.DATA_DIR,
    trustProxy: data.TRUST_PROXY === '1',
    logLevel: data.LOG_LEVEL,
  }
}
