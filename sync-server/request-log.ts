import type { FastifyInstance } from 'fastify'
import { pino, type Logger } from 'pino'

/** SE8: of a request only method, route, status and time are logged, with the ids of session and device. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    )
  })
}

/** A logger that never writes a request, a body or a cookie, whatever it is handed. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    serializers: {
      req: (request: { method?: string }) => ({ method: request.method }),
      res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
      // A message can quote what was parsed; type, code and place are enough to find a bug.
      err: (error: { name?: string; code?: string; stack?: string }) => ({
        name: error.name,
        code: error.code,
        at: error.stack
          ?.split('\n')
          .filter((line) => /^\s+at /.test(line))
          .slice(0, 8),
      }),
    },
  })
}
