import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import {
  SetupDemoRequest,
  SetupDemoResponse,
  SetupRequest,
} from '#shared/protocol/session-message.ts'
import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { addressGroup } from '#server/address-group.ts'
import { fillWithDemo } from '#server/demo/fill-with-demo.ts'
import { generatePassword } from '#server/generated-password.ts'
import { hashPassword } from '#server/passwords.ts'
import { problem, tooManyRequests } from '#server/problem.ts'
import { ownDelay } from '#server/sign-in-tries.ts'
import { addBranch, addColleague, addRuleTable } from '#server/set-up-branch.ts'
import type { RouteContext } from './route-context.ts'

/** The short form of the first branch; more branches count on. */
const firstBranchCode = 'B01'
/** Customers of a demonstration that was asked for in the browser. */
const demoCustomers = 2000

export function setupRoutes(app: FastifyInstance, context: RouteContext): void {
  const { services, setupCode } = context
  const { store, clock, newId, randomBytes } = services
  const typed = app.withTypeProvider<ZodTypeProvider>()

  typed.post(
    '/api/setup',
    {
      schema: {
        summary: 'Make the first branch and its administrator on an empty server',
        body: SetupRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { code, branchName, name, staffNo, password } = request.body
      await requireCode(request, context, code)
      const hash = await hashPassword(password, randomBytes)
      const now = clock()
      await store.write(now, async (transaction) => {
        if (await transaction.staff.any()) throw problem('already-set-up')
        const [branchId, staffId] = [newId(), newId()]
        const by = { at: now, staffId }
        await addBranch(transaction, { id: branchId, name: branchName, code: firstBranchCode }, by)
        await addRuleTable(transaction, newId(), by)
        const account = {
          id: staffId,
          staffNo,
          name,
          role: 'admin' as const,
          branchId,
          active: true,
        }
        await addColleague(transaction, account, hash, by)
        transaction.audit.add({
          at: now,
          what: 'set-up',
          staffId,
          refType: 'branch',
          refId: branchId,
        })
      })
      setupCode.used()
      return reply.code(204).send(null)
    },
  )

  typed.post(
    '/api/setup/demo',
    {
      schema: {
        summary: 'Fill an empty server with a generated branch to try things out',
        body: SetupDemoRequest,
        response: { 200: SetupDemoResponse },
      },
    },
    async (request, reply) => {
      await requireCode(request, context, request.body.code)
      const now = clock()
      const password = generatePassword(randomBytes)
      const signIns = await fillWithDemo(services, {
        seed: newId(),
        today: civilDateInShanghai(now),
        customers: demoCustomers,
        password,
      })
      if (signIns === undefined) throw problem('already-set-up')
      setupCode.used()
      reply.header('cache-control', 'no-store')
      return { signIns, password }
    },
  )
}

async function requireCode(
  request: FastifyRequest,
  { services, setupCode, failureDelay }: RouteContext,
  code: string,
): Promise<void> {
  if (await services.store.read(({ staff }) => staff.any())) throw problem('already-set-up')
  const own = { name: `set-up|${addressGroup(request.ip)}`, delay: ownDelay }
  const checked = await failureDelay.check({ own }, async () => setupCode.matches(code))
  if (checked.right) return
  if (checked.waitMs > 0) throw tooManyRequests(checked.waitMs)
  throw problem('wrong-code')
}
