import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import {
  ChangeRulesRequest,
  PublishRulesRequest,
  PublishYearRequest,
  RulesAnswer,
} from '#shared/protocol/rule-message.ts'
import { publishRules, publishYear, type RulesChange, withdrawRules } from '#server/keep-rules.ts'
import { requireAdministrator } from '#server/require-administrator.ts'
import type { Session } from '#server/sessions.ts'
import type { Transaction } from '#server/store/store.ts'
import type { RouteContext } from './route-context.ts'

/** SC1: the rule table is of the organisation; an administrator makes versions of it, and devices get them by sync. */
export function ruleRoutes(app: FastifyInstance, { services }: RouteContext): void {
  const { store, clock, newId } = services
  const typed = app.withTypeProvider<ZodTypeProvider>()
  const security = [{ session: [] }]

  async function run(
    request: FastifyRequest,
    work: (transaction: Transaction, session: Session, now: number) => Promise<RulesChange>,
  ) {
    const now = clock()
    const answer = await store.write(now, async (transaction) =>
      work(transaction, await requireAdministrator(request, transaction, now), now),
    )
    if (!answer.ok) throw answer.problem
    return { id: answer.id, version: answer.version }
  }

  typed.post(
    '/admin/rules',
    {
      schema: {
        summary: 'A new version of the numbers of the rules',
        description:
          '422 with the field `effectiveFrom` and `day-has-passed`: it begins today at the earliest.',
        security,
        body: PublishRulesRequest,
        response: { 201: RulesAnswer },
      },
    },
    async (request, reply) => {
      const made = await run(request, (transaction, session, now) =>
        publishRules(transaction, session, { id: newId(), now, ...request.body }),
      )
      return reply.code(201).send(made)
    },
  )

  typed.post(
    '/admin/rules/years',
    {
      schema: {
        summary: 'Holidays and make-up days of a year, as a new version from today on',
        security,
        body: PublishYearRequest,
        response: { 201: RulesAnswer },
      },
    },
    async (request, reply) => {
      const made = await run(request, (transaction, session, now) =>
        publishYear(transaction, session, { id: newId(), now, plan: request.body }),
      )
      return reply.code(201).send(made)
    },
  )

  typed.patch(
    '/admin/rules/:id',
    {
      schema: {
        summary: 'Take a version back that has not begun, or give it again',
        description: '422 `day-has-passed`: it has begun. 404: no such version.',
        security,
        params: z.strictObject({ id: z.uuid() }),
        body: ChangeRulesRequest,
        response: { 200: RulesAnswer },
      },
    },
    (request) =>
      run(request, (transaction, session, now) =>
        withdrawRules(transaction, session, { id: request.params.id, now, ...request.body }),
      ),
  )
}
