import type { FastifyRequest } from 'fastify'
import type { PullRequest } from '#shared/protocol/pull-message.ts'
import { readableVersions } from '#shared/protocol/upcast-operation.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import { buggify } from '#shared/faults/buggify.ts'
import { countedSnapshot } from './counted-snapshot.ts'
import { noteErasures } from './note-erasures.ts'
import { noteReceipts } from './note-receipts.ts'
import { noteReport } from './note-report.ts'
import { problem, tooManyRequests } from './problem.ts'
import type { RouteContext } from './routes/route-context.ts'
import { requireSession, type Session } from './sessions.ts'
import type { Snapshot } from './store/store.ts'

/** What a pull shows, and to whom. */
interface OpenPull {
  snapshot: Snapshot
  session: Session
}

/**
 * PL1, SC5, SE5: the one moment that a pull shows, and who asks, as of that moment; what the device reports is noted. `now` in
 * ms. The caller closes the snapshot; it is closed already when this throws.
 */
export async function openPull(
  request: FastifyRequest,
  context: Pick<RouteContext, 'services' | 'budgets'>,
  body: PullRequest,
  now: number,
): Promise<OpenPull> {
  const { store } = context.services
  const opened = await openMoment(request, context, body, now)
  const { snapshot, session } = opened
  await closeOnError(snapshot, async () => {
    await noteReport(store, snapshot, body, now)
    await noteReceipts(store, session, body.receipts ?? [], now)
    await noteErasures(store, snapshot, session, body.cursor, now)
  })
  return opened
}

/** The same for who asked a while ago: what was reported then is noted already, and out of date by now. */
export async function openMoment(
  request: FastifyRequest,
  { services: { store }, budgets }: Pick<RouteContext, 'services' | 'budgets'>,
  { device }: Pick<PullRequest, 'device'>,
  now: number,
): Promise<OpenPull> {
  const snapshot = countedSnapshot(await store.snapshot(), (rows) =>
    budgets.pull.spend(device, rows),
  )
  const session = await closeOnError(snapshot, async () => {
    const session = await sessionOf(request, snapshot, device, now)
    const waitMs = budgets.pull.enter(session.device)
    if (waitMs > 0) throw tooManyRequests(waitMs)
    await buggify('pull-opened', device)
    return session
  })
  return { snapshot, session }
}

/** Does the work; a failure closes the snapshot and is thrown on. */
export async function closeOnError<Value>(
  snapshot: Snapshot,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    await snapshot.close()
    throw error
  }
}

/** PU4: it would take records for what they are not. What it has to send is still taken. */
export function refuseUnreadable({
  schemaVersion: version = 1,
}: Pick<PullRequest, 'schemaVersion'>): void {
  if (version < schemaVersion - readableVersions) throw problem('upgrade-required')
}

async function sessionOf(
  request: FastifyRequest,
  snapshot: Snapshot,
  device: string,
  now: number,
): Promise<Session> {
  const session = await requireSession(request, snapshot, now)
  if (session.device !== device) throw problem('other-device')
  return session
}
