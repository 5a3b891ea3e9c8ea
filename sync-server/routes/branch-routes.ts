import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import {
  AddBranchRequest,
  BranchAnswer,
  ChangeBranchRequest,
} from '#shared/protocol/branch-message.ts'
import { changeBranch, openBranch } from '#server/keep-branches.ts'
import { requireAdministrator } from '#server/require-administrator.ts'
import type { RouteContext } from './route-context.ts'

/** SC1: branches are of the organisation; an administrator keeps them, and devices get them by sync. */
export function branchRoutes(app: FastifyInstance, { services }: RouteContext): void {
  const { store, clock, newId } = services
  const typed = app.withTypeProvider<ZodTypeProvider>()
  const security = [{ session: [] }]

  typed.post(
    '/admin/branches',
    {
      schema: {
        summary: 'Add a branch',
        description: '409 `/problems/branch-code-taken`: another branch has this short form.',
        security,
        body: AddBranchRequest,
        response: { 201: BranchAnswer },
      },
    },
    async (request, reply) => {
      const now = clock()
      const added = await store.write(now, async (transaction) => {
        const session = await requireAdministrator(request, transaction, now)
        return openBranch(transaction, session, { id: newId(), branch: request.body, now })
      })
      if (!added.ok) throw added.problem
      return reply.code(201).send({ id: added.id })
    },
  )

  typed.patch(
    '/admin/branches/:id',
    {
      schema: {
        summary: 'Change name, opening hours or complaint hotline of a branch',
        description: 'What is not named stays. 404: no such branch.',
        security,
        params: z.strictObject({ id: z.uuid() }),
        body: ChangeBranchRequest,
        response: { 200: BranchAnswer },
      },
    },
    async (request, reply) => {
      const now = clock()
      const answer = await store.write(now, async (transaction) => {
        const session = await requireAdministrator(request, transaction, now)
        const { id } = request.params
        return changeBranch(transaction, session, { id, change: request.body, now })
      })
      if (!answer.ok) throw answer.problem
      return reply.send({ id: answer.id })
    },
  )
}
