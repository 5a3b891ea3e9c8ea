import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { createApp } from './app.ts'
import { exportHead } from './export-head.ts'
import { readHeads } from './audit-heads-file.ts'
import { openAuditKey } from './audit-key.ts'
import type { Config } from './config.ts'
import { keepBuilds } from './kept-builds.ts'
import { createLogger } from './request-log.ts'
import type { Services } from './services.ts'
import { openStore } from './store/open-store.ts'
import { systemServices } from './system-services.ts'

export interface StartedServer {
  /** What to open in a browser. */
  address: string
  /** SE1: only on an empty server. */
  setupCode: string | undefined
  /** Whether the pages are there. */
  built: boolean
}

/** Longest time in ms for requests under way when the server is told to stop. */
const drainMs = 10_000

/**
 * Opens the store, runs `prepare` on it, and listens until SIGTERM or SIGINT; then requests under way
 * are answered, the database is closed, and the process ends.
 */
export async function startServer(
  config: Config,
  prepare: (services: Services) => Promise<void> = async () => {},
): Promise<StartedServer> {
  const { keyFile, mayMakeKey, headsFile } = config.audit
  const auditKey = await openAuditKey(keyFile, { mayMake: mayMakeKey })
  const store = await openStore(config.data, () => v7())
  const services = systemServices(store)
  await prepare(services)
  const pages = join(import.meta.dirname, '..', 'dist')
  const built = existsSync(join(pages, 'index.html'))
  const formerBuilds = built ? await keepBuilds(pages, config.buildsFolder, services.clock()) : []
  const { app, setupCode } = await createApp({
    services,
    logger: createLogger(config.logLevel),
    trustProxy: config.trustProxy,
    daily: [(now) => exportHead(store, auditKey, headsFile, now)],
    auditEvidence: {
      heads: () => readHeads(headsFile, { mayBeMissing: true }),
      publicKey: auditKey.publicKey,
    },
    ...('folder' in config.data && {
      copies: { folder: config.data.folder, into: config.backups },
    }),
    ...(built ? { pages, formerBuilds } : {}),
  })
  await app.listen({ port: config.port, host: config.host })

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    const overdue = setTimeout(() => process.exit(1), drainMs)
    await app.close()
    await store.close()
    clearTimeout(overdue)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stop().catch((error: unknown) => {
        app.log.error({ err: error }, 'the server did not stop well')
        process.exit(1)
      })
    })
  }
  return { address: addressOf(config.host, app.addresses()), setupCode: setupCode.code, built }
}

function addressOf(host: string, addresses: readonly (string | { port: number })[]): string {
  const [first] = addresses
  const port = typeof first === 'object' ? first.port : 0
  // An address for all interfaces cannot be opened itself.
  const name = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host) ? 'localhost' : host
  return `http://${name}:${port}`
}
