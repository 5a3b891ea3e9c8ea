import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import {
  AnswerRecoveryRequest,
  MakeRecoveryKeyRequest,
  OpenRecoveryResponse,
  RecoveryOverview,
  RequestRecoveryRequest,
} from '#shared/protocol/recovery-message.ts'
import { listRecoveries } from '#server/list-recoveries.ts'
import { problem } from '#server/problem.ts'
import { useRecoveryKey } from '#server/recovery-key.ts'
import {
  isDue,
  refused,
  recoveryStateAt,
  recoveryWaits,
  stepsFor,
  type RecoveryStep,
} from '#server/recovery-steps.ts'
import { handBack, openRescue } from '#server/rescues.ts'
import { requireAdministrator } from '#server/require-administrator.ts'
import type { StoredRecovery } from '#server/store/recovery-table.ts'
import type { Reader, Transaction } from '#server/store/store.ts'
import type { RouteContext } from './route-context.ts'

const Params = z.strictObject({ id: z.uuid() })
const Nothing = z.strictObject({})
const security = [{ session: [] }]
const refusals =
  '403 `/problems/not-allowed`: the own vault, or this step is another administrator’s. 409 `/problems/recovery-moved-on`: it was decided meanwhile, or its time is over.'

/** KE5: the recovery key, and its use by two administrators; what they decide is in `recovery-steps.ts`. */
export function adminRecoveryRoutes(app: FastifyInstance, { services }: RouteContext): void {
  const { store, clock } = services
  const typed = app.withTypeProvider<ZodTypeProvider>()

  typed.get(
    '/admin/recovery',
    {
      schema: {
        summary: 'The recovery key in use, and who asks for a recovery',
        security,
        response: { 200: RecoveryOverview },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return store.read(async (reader) => {
        const now = clock()
        const { account } = await requireAdministrator(request, reader, now)
        return listRecoveries(reader, account, now)
      })
    },
  )

  typed.post(
    '/admin/recovery/key',
    {
      schema: {
        summary: 'Seal to this recovery key from now on',
        description:
          'Its private half comes wrapped for each pair of keepers; their codes never come here. 409 `/problems/recovery-moved-on`: another key than `replaces` is in use.',
        security,
        body: MakeRecoveryKeyRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const now = clock()
      await store.write(now, async (transaction) => {
        const session = await requireAdministrator(request, transaction, now)
        const used = await useRecoveryKey(transaction, session, request.body, now)
        if (!used) throw problem('recovery-moved-on')
      })
      return reply.code(204).send(null)
    },
  )

  /** One step of an administrator, with its audit row in the same transaction. */
  async function step(
    request: FastifyRequest,
    id: string,
    kind: RecoveryStep,
    { what, change, also }: StepWork,
  ): Promise<StoredRecovery> {
    const now = clock()
    return store.write(now, async (transaction) => {
      const { account, device } = await requireAdministrator(request, transaction, now)
      const recovery = await allowed(transaction, account.id, { id, kind, now })
      const next = { ...recovery, ...change(account.id, now, recovery) }
      await transaction.recoveries.put(next)
      await also?.(transaction, recovery, now)
      transaction.audit.add({
        at: now,
        what,
        staffId: account.id,
        device,
        refType: 'recovery',
        refId: id,
        code: recovery.device,
      })
      return next
    })
  }

  typed.post(
    '/admin/recovery/:id/request',
    {
      schema: {
        summary: 'Stand for a recovery, with a reason',
        description: refusals,
        security,
        params: Params,
        body: RequestRecoveryRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { reason } = request.body
      await step(request, request.params.id, 'request', {
        what: 'recovery-requested',
        change: (by, now) => ({
          state: 'requested',
          reason,
          requestedBy: by,
          // SR3: a rescue may have been begun before.
          approvedBy: null,
          expiresAt: now + recoveryWaits.requested,
        }),
      })
      return reply.code(204).send(null)
    },
  )

  typed.post(
    '/admin/recovery/:id/approve',
    {
      schema: {
        summary: 'Agree to a recovery that another administrator stands for',
        description: `It is to be opened within a day. ${refusals}`,
        security,
        params: Params,
        body: Nothing,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await step(request, request.params.id, 'approve', {
        what: 'recovery-approved',
        change: (by, now) => ({
          state: 'approved',
          approvedBy: by,
          expiresAt: now + recoveryWaits.approved,
        }),
      })
      return reply.code(204).send(null)
    },
  )

  typed.post(
    '/admin/recovery/:id/refuse',
    {
      schema: {
        summary: 'Refuse a recovery; the device may ask again',
        description: refusals,
        security,
        params: Params,
        body: Nothing,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await step(request, request.params.id, 'refuse', {
        what: 'recovery-refused',
        change: (_by, _now, recovery) => refused(recovery),
      })
      return reply.code(204).send(null)
    },
  )

  typed.post(
    '/admin/recovery/:id/open',
    {
      schema: {
        summary: 'The sealed slot and the wrapped recovery key, for one of the two who agreed',
        description: `Both codes are needed to open it, in the browser. ${refusals}`,
        security,
        params: Params,
        body: Nothing,
        response: { 200: OpenRecoveryResponse },
      },
    },
    async (request, reply) => {
      const opened = await step(request, request.params.id, 'open', {
        what: 'recovery-opened',
        change: () => ({}),
      })
      const { slot, answerKey, staffId: owner, device } = opened
      const key = await store.read(({ recoveries }) => recoveries.key(slot.recoveryKey))
      if (key === undefined) throw problem('not-found')
      reply.header('cache-control', 'no-store')
      return { kept: key.kept, slot, answerKey, owner, device }
    },
  )

  typed.post(
    '/admin/recovery/:id/answer',
    {
      schema: {
        summary: 'The key of the vault, sealed to the device that asked',
        description: `For a rescue, to the server: it opens what was not sent and lays it before its author, or before a lead if that account has ended (409 \`/problems/nobody-to-hand-to\`: there is none). 422: it does not open. ${refusals}`,
        security,
        params: Params,
        body: AnswerRecoveryRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { box } = request.body
      const { id } = request.params
      // SR3: it is the server itself that asked for a rescue.
      const rescue = await store.read(async (reader) => {
        const { account } = await requireAdministrator(request, reader, clock())
        const recovery = await allowed(reader, account.id, { id, kind: 'open', now: clock() })
        return recovery.rescued === null ? undefined : openRescue(reader, recovery, box)
      })
      if (rescue !== undefined) {
        await step(request, id, 'open', {
          what: 'recovery-done',
          change: () => ({ state: 'done' }),
          also: (transaction, recovery, now) => handBack(transaction, recovery, rescue, now),
        })
        return reply.code(204).send(null)
      }
      await step(request, id, 'open', {
        what: 'recovery-answered',
        change: (_by, now) => ({
          state: 'answered',
          box,
          expiresAt: now + recoveryWaits.answered,
        }),
      })
      return reply.code(204).send(null)
    },
  )
}

/** What a step changes, and what belongs to it. */
interface StepWork {
  what: string
  change: (by: string, now: number, recovery: StoredRecovery) => Partial<StoredRecovery>
  also?: (transaction: Transaction, recovery: StoredRecovery, now: number) => Promise<void>
}

/** KE5: decided in the transaction that changes it. */
async function allowed(
  { recoveries, staff }: Pick<Reader, 'recoveries' | 'staff'>,
  administrator: string,
  { id, kind, now }: { id: string; kind: RecoveryStep; now: number },
): Promise<StoredRecovery> {
  const recovery = await recoveries.byId(id)
  const owner = recovery && (await staff.byId(recovery.staffId))
  const by = await staff.byId(administrator)
  if (recovery === undefined || owner === undefined || by === undefined) throw problem('not-found')
  if (stepsFor(by, owner, recovery, now).includes(kind)) return recovery
  throw problem(isDue(kind, recoveryStateAt(recovery, now)) ? 'not-allowed' : 'recovery-moved-on')
}
