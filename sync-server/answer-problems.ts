import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { maximumOperationsPerPush, maximumPushBytes } from '#shared/protocol/push-message.ts'
import { HttpProblem, problem } from './problem.ts'

/** PU3: what a request may carry, told with every 413 so that a device can halve its batch. */
export const pushLimits = {
  operationsPerPush: maximumOperationsPerPush,
  bytesPerPush: maximumPushBytes,
}

/** So many seconds a client waits that was told to come again; devices have a rhythm of their own. */
const comeAgainAfter = '5'

/** SE3: whatever goes wrong is answered as a problem document that tells nothing of the inside. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const found = toProblem(error)
    if (found.problem.status >= 500) request.log.error({ err: error }, 'request failed')
    return sendProblem(reply, found)
  })
}

/** Sends a refusal that was not thrown. */
export function sendProblem(reply: FastifyReply, { problem, headers }: HttpProblem): FastifyReply {
  return reply
    .code(problem.status)
    .headers({ 'cache-control': 'no-store', ...headers })
    .type('application/problem+json')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem)
}

function toProblem(error: FastifyError | HttpProblem): HttpProblem {
  if (error instanceof HttpProblem) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    // Codes only: a message of a check could quote what was typed.
    const fields = error.validation.map(({ instancePath, keyword }) => ({
      field: instancePath.replace(/^\//, '').replaceAll('/', '.'),
      code: keyword,
    }))
    return problem('invalid', { fields })
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('too-large', { limits: pushLimits })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('wrong-media-type')
    default:
      return fromStatus(error.statusCode ?? 500)
  }
}

function fromStatus(status: number): HttpProblem {
  if (status === 413) return problem('too-large', { limits: pushLimits })
  if (status === 404) return problem('not-found')
  if (status === 503) return problem('unavailable', {}, { 'retry-after': comeAgainAfter })
  return status >= 400 && status < 500 ? problem('malformed') : problem('internal')
}
