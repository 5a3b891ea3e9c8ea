import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { longestPushMs, maximumPushBytes } from '#shared/protocol/push-message.ts'
import { addressGroup } from './address-group.ts'
import { answerProblems } from './answer-problems.ts'
import { type AuditEvidence, createAuditWatch } from './audit-watch.ts'
import { createBackups } from './backups.ts'
import { answerBadAddress, answerNoRequest } from './broken-requests.ts'
import { limitConnections } from './connection-limit.ts'
import { type DailyWork, startDailyJob } from './daily-job.ts'
import { createFailureDelay } from './failure-delay.ts'
import { takeJsonBodies } from './json-body.ts'
import { type Limits, usualLimits } from './limits.ts'
import { createLiveHub } from './live-hub.ts'
import { createDevicePlaces, mostLivePerDevice, mostPullsPerDevice } from './device-places.ts'
import { createLiveWaits } from './live-wait.ts'
import { describeApi } from './openapi.ts'
import { tooManyRequests } from './problem.ts'
import { guardRequests } from './request-guard.ts'
import { logRequests } from './request-log.ts'
import { createRowBudget } from './row-budget.ts'
import { rotateSessions } from './rotate-sessions.ts'
import { adminRecoveryRoutes } from './routes/admin-recovery-routes.ts'
import { addPasskeyRoutes } from './routes/add-passkey-routes.ts'
import { adminRoutes } from './routes/admin-routes.ts'
import { branchRoutes } from './routes/branch-routes.ts'
import { auditRoutes } from './routes/audit-routes.ts'
import { backupRoutes } from './routes/backup-routes.ts'
import { deviceRoutes } from './routes/device-routes.ts'
import { epochRoute } from './routes/epoch-route.ts'
import { exportRoute } from './routes/export-route.ts'
import { healthRoutes } from './routes/health-routes.ts'
import { helloRoute } from './routes/hello-route.ts'
import { identityRoute } from './routes/identity-route.ts'
import { liveRoute } from './routes/live-route.ts'
import { liveWaitRoute } from './routes/live-wait-route.ts'
import { passkeyRoutes } from './routes/passkey-routes.ts'
import { passkeySignInRoute } from './routes/passkey-sign-in-route.ts'
import { newsRoute } from './routes/news-route.ts'
import { passwordRoute } from './routes/password-route.ts'
import { pullRoute } from './routes/pull-route.ts'
import { pushRoute } from './routes/push-route.ts'
import type { RouteContext } from './routes/route-context.ts'
import { recoveryRoutes } from './routes/recovery-routes.ts'
import { ruleRoutes } from './routes/rule-routes.ts'
import { sessionRoutes } from './routes/session-routes.ts'
import { setupRoutes } from './routes/setup-routes.ts'
import { staticRoutes } from './routes/static-routes.ts'
import { wipeOrderRoutes } from './routes/wipe-order-routes.ts'
import { wipeRoutes } from './routes/wipe-routes.ts'
import { addSecurityHeaders } from './security-headers.ts'
import type { Services } from './services.ts'
import { createSetupCode, type SetupCode } from './setup-code.ts'

export interface AppOptions {
  services: Services
  logger: FastifyBaseLogger
  /** Where the built pages lie; without them only the API is served. */
  pages?: string
  /** UP2: roots of former builds, whose assets tabs of before an update still ask for. */
  formerBuilds?: readonly string[]
  /** A proxy of ours stands in front and says so in X-Forwarded-*. */
  trustProxy?: boolean
  /** SE5: smaller ones for tests. */
  limits?: Limits
  /** What is to be done once a day beside the server's own work. */
  daily?: readonly DailyWork[]
  /** SE6: what the audit is judged by. */
  auditEvidence?: AuditEvidence
  /** SE9: the data folder, where the database is a file of this machine, and where copies of it go. */
  copies?: { folder: string; into: string }
}

/** The whole server around the services it is given; `setupCode` is for the terminal. */
export async function createApp({
  services,
  logger,
  pages,
  formerBuilds = [],
  trustProxy = false,
  limits = usualLimits,
  daily = [],
  auditEvidence,
  copies,
}: AppOptions): Promise<{ app: FastifyInstance; setupCode: SetupCode }> {
  const app = Fastify({
    loggerInstance: logger,
    // SE8: what is logged of a request is decided in request-log.ts alone.
    logController: new LogController({ disableRequestLogging: true }),
    // SE1: the one proxy in front is believed, and not what a client wrote into X-Forwarded-For before it.
    trustProxy: trustProxy && ((_address, hop) => hop === 0),
    bodyLimit: maximumPushBytes,
    // SE5: a client that takes longer to say what it wants is let go.
    requestTimeout: longestPushMs + 15_000,
    connectionTimeout: 0,
    http: {
      headersTimeout: limits.headers.longestMs,
      connectionsCheckingInterval: limits.headers.lookEveryMs,
    },
    clientErrorHandler: answerNoRequest,
    frameworkErrors: answerBadAddress,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 100 },
  })
  if (!trustProxy) limitConnections(app.server, limits.connectionsPerAddress)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  logRequests(app)
  answerProblems(app)
  takeJsonBodies(app)
  guardRequests(app)
  await addSecurityHeaders(app)
  rotateSessions(app, services)
  await app.register(cookie)
  await app.register(rateLimit, {
    global: false,
    keyGenerator: ({ ip }) => addressGroup(ip),
    errorResponseBuilder: (_request, { ttl }) => tooManyRequests(ttl),
  })
  await describeApi(app)

  const empty = !(await services.store.read(({ staff }) => staff.any()))
  const setupCode = createSetupCode(empty, services.randomBytes)
  const places = createDevicePlaces(mostLivePerDevice)
  const live = createLiveHub(services, places, (error) => {
    logger.error({ err: error }, 'live events')
  })
  const waits = createLiveWaits(services, places, limits)
  const onError = (error: unknown) => {
    logger.error({ err: error }, 'work of the console')
  }
  const auditWatch = createAuditWatch(services, auditEvidence, onError)
  const backups = copies && createBackups(services, copies, onError)
  const context: RouteContext = {
    services,
    setupCode,
    live,
    waits,
    auditWatch,
    backups,
    pulls: createDevicePlaces(mostPullsPerDevice),
    failureDelay: createFailureDelay(services),
    budgets: {
      pull: createRowBudget(limits.pulledRows, services.clock),
      push: createRowBudget(limits.pushedOperations, services.clock),
    },
  }
  app.addHook('preClose', async () => {
    live.close()
    waits.close()
    await Promise.all([auditWatch.settled(), backups?.settled()])
  })
  const stopDailyJob = await startDailyJob(services, logger, daily)
  app.addHook('onClose', async () => stopDailyJob())
  for (const routes of [
    helloRoute,
    setupRoutes,
    sessionRoutes,
    passkeySignInRoute,
    passwordRoute,
    passkeyRoutes,
    addPasskeyRoutes,
    adminRoutes,
    branchRoutes,
    ruleRoutes,
    auditRoutes,
    backupRoutes,
    exportRoute,
    deviceRoutes,
    recoveryRoutes,
    adminRecoveryRoutes,
    wipeOrderRoutes,
    wipeRoutes,
    identityRoute,
    pushRoute,
    epochRoute,
    pullRoute,
    newsRoute,
    liveRoute,
    liveWaitRoute,
    healthRoutes,
  ]) {
    await app.register(async (scope) => routes(scope, context))
  }
  await app.register(async (scope) => staticRoutes(scope, pages, formerBuilds))
  return { app, setupCode }
}
