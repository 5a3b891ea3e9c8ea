import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import {
  AddStaffRequest,
  AddStaffResponse,
  ChangeStaffRequest,
  StaffListItem,
} from '#shared/protocol/session-message.ts'
import { ResetPasswordResponse } from '#shared/protocol/device-message.ts'
import { changeStaff, resetPassword } from '#server/change-staff.ts'
import { noSuchBranch } from '#server/move-staff.ts'
import { generatePassword } from '#server/generated-password.ts'
import { hashPassword } from '#server/passwords.ts'
import { problem } from '#server/problem.ts'
import { requireAdministrator } from '#server/require-administrator.ts'
import { addColleague } from '#server/set-up-branch.ts'
import type { StaffAccount } from '#server/store/staff-table.ts'
import type { RouteContext } from './route-context.ts'

export function adminRoutes(app: FastifyInstance, context: RouteContext): void {
  changeRoute(app, context)
  passwordResetRoute(app, context)
  const { services } = context
  const { store, clock, newId, randomBytes } = services
  const typed = app.withTypeProvider<ZodTypeProvider>()

  typed.get(
    '/admin/staff',
    {
      schema: {
        summary: 'All colleagues of all branches',
        security: [{ session: [] }],
        response: { 200: z.array(StaffListItem) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return store.read(async (reader) => {
        await requireAdministrator(request, reader, clock())
        return (await reader.staff.all()).map(toListItem)
      })
    },
  )

  typed.post(
    '/admin/staff',
    {
      schema: {
        summary: 'Add a colleague; the answer carries the generated password, once',
        security: [{ session: [] }],
        body: AddStaffRequest,
        response: { 201: AddStaffResponse },
      },
    },
    async (request, reply) => {
      // Looked at before the costly hash, and again inside the transaction (SC5).
      await store.read((reader) => requireAdministrator(request, reader, clock()))
      const password = generatePassword(randomBytes)
      const hash = await hashPassword(password, randomBytes)
      const now = clock()
      const added = await store.write(now, async (transaction) => {
        const { account, device } = await requireAdministrator(request, transaction, now)
        if ((await transaction.staff.byStaffNo(request.body.staffNo)) !== undefined) {
          throw problem('staff-number-taken', { fields: [{ field: 'staffNo', code: 'taken' }] })
        }
        const { branchId = account.branchId, ...person } = request.body
        if ((await transaction.branches.byId(branchId)) === undefined) throw noSuchBranch()
        const colleague: StaffAccount = { ...person, id: newId(), branchId, active: true }
        await addColleague(transaction, colleague, hash, { at: now, staffId: account.id })
        transaction.audit.add({
          at: now,
          what: 'staff-added',
          staffId: account.id,
          device,
          refType: 'staff',
          refId: colleague.id,
          code: colleague.role,
        })
        return colleague
      })
      reply.header('cache-control', 'no-store')
      return reply.code(201).send({ staff: toListItem(added), password })
    },
  )
}

/** `PATCH /admin/staff/:id` (SR2); see `change-staff.ts`. */
function changeRoute(app: FastifyInstance, { services }: RouteContext): void {
  const { store, clock } = services
  app.withTypeProvider<ZodTypeProvider>().patch(
    '/admin/staff/:id',
    {
      schema: {
        summary: 'Change name, role, activity or branch of a colleague',
        description:
          'What is not named stays. 403 `/problems/not-allowed`: the own role or activity. 409 `/problems/last-administrator`: nobody would be left who keeps the accounts. 409 `/problems/still-needed`, with `customers` and `handovers`: who changes the branch hands over first. 404: no such colleague. The sessions of a colleague who is not active any more end; the customers stay his until they are handed over.',
        security: [{ session: [] }],
        params: z.strictObject({ id: z.uuid() }),
        body: ChangeStaffRequest,
        response: { 200: StaffListItem },
      },
    },
    async (request, reply) => {
      const now = clock()
      const answer = await store.write(now, async (transaction) => {
        const session = await requireAdministrator(request, transaction, now)
        return changeStaff(transaction, session, request.params.id, { change: request.body, now })
      })
      if (!answer.ok) throw answer.problem
      reply.header('cache-control', 'no-store')
      return toListItem(answer.account)
    },
  )
}

/** `POST /admin/staff/:id/password`; see `change-staff.ts`. */
function passwordResetRoute(app: FastifyInstance, { services }: RouteContext): void {
  const { store, clock, randomBytes } = services
  app.withTypeProvider<ZodTypeProvider>().post(
    '/admin/staff/:id/password',
    {
      schema: {
        summary: 'Give a colleague a new, generated password; the answer carries it, once',
        description:
          'All sessions of the colleague end at once. What their devices keep stays sealed with the former password. 403 `/problems/not-allowed`: the own password is changed at `/api/password`. 404: no such colleague.',
        security: [{ session: [] }],
        params: z.strictObject({ id: z.uuid() }),
        body: z.strictObject({}),
        response: { 200: ResetPasswordResponse },
      },
    },
    async (request, reply) => {
      // Looked at before the costly hash, and again inside the transaction (SC5).
      await store.read((reader) => requireAdministrator(request, reader, clock()))
      const password = generatePassword(randomBytes)
      const passwordHash = await hashPassword(password, randomBytes)
      const now = clock()
      const answer = await store.write(now, async (transaction) => {
        const session = await requireAdministrator(request, transaction, now)
        return resetPassword(transaction, session, request.params.id, { passwordHash, now })
      })
      if (!answer.ok) throw answer.problem
      reply.header('cache-control', 'no-store')
      return { staff: toListItem(answer.account), password }
    },
  )
}

function toListItem(account: StaffAccount): StaffListItem {
  const { id, name, staffNo, role, branchId, active } = account
  return { id, name, staffNo, role, branchId, active }
}
