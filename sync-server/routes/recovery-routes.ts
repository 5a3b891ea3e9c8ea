import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import {
  AskRecoveryRequest,
  OwnRecoveryAnswer,
  RecoveryKeyAnswer,
  RecoverySlotRequest,
  type OwnRecovery,
} from '#shared/protocol/recovery-message.ts'
import { problem } from '#server/problem.ts'
import { recoveryStateAt, recoveryWaits } from '#server/recovery-steps.ts'
import { requireSession } from '#server/sessions.ts'
import type { StoredRecovery } from '#server/store/recovery-table.ts'
import type { RouteContext } from './route-context.ts'

const Nothing = z.strictObject({})
const security = [{ session: [] }]

/** KE5, KE7: what a device says and hears of the recovery of its own vault; `admin-recovery-routes.ts` is the other side. */
export function recoveryRoutes(app: FastifyInstance, { services }: RouteContext): void {
  const { store, clock, newId } = services
  const typed = app.withTypeProvider<ZodTypeProvider>()

  typed.get(
    '/api/recovery/key',
    {
      schema: {
        summary:
          'The key that vaults are sealed to for recovery, and which slot of this device is kept',
        security,
        response: { 200: RecoveryKeyAnswer },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return store.read(async (reader) => {
        const { device } = await requireSession(request, reader, clock())
        const slot = await reader.recoveries.slotOf(device)
        return {
          key: (await reader.recoveries.keyInUse())?.kept.key ?? null,
          slot: slot ? { recoveryKey: slot.recoveryKey, vaultKey: slot.vaultKey } : null,
        }
      })
    },
  )

  typed.post(
    '/api/recovery/slot',
    {
      schema: {
        summary: 'Keep the key of this device’s vault, sealed to a recovery key',
        description: 'Takes the place of the one before. 404: there never was such a recovery key.',
        security,
        body: RecoverySlotRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const now = clock()
      await store.write(now, async (transaction) => {
        const { device } = await requireSession(request, transaction, now)
        const { recoveries } = transaction
        const slot = request.body
        if ((await recoveries.key(slot.recoveryKey)) === undefined) throw problem('not-found')
        await recoveries.putSlot(device, slot, now)
      })
      return reply.code(204).send(null)
    },
  )

  typed.get(
    '/api/recovery',
    {
      schema: {
        summary:
          'Where the recovery that this device asked for last stands; with the answer when it is there',
        security,
        response: { 200: OwnRecoveryAnswer },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return store.read(async (reader) => {
        const now = clock()
        const { device, account } = await requireSession(request, reader, now)
        const last = await reader.recoveries.lastOf(device)
        return { recovery: last?.staffId === account.id ? toOwn(last, now) : null }
      })
    },
  )

  typed.post(
    '/api/recovery/ask',
    {
      schema: {
        summary: 'Ask for the recovery of this device’s vault',
        description:
          'The slot that comes with it is what will be opened; the answer is sealed to `answerKey`. Asked again with the same key: the one under way. With another key: it takes the place of the one before. 404: there never was such a recovery key.',
        security,
        body: AskRecoveryRequest,
        response: { 200: OwnRecoveryAnswer },
      },
    },
    async (request, reply) => {
      const now = clock()
      const { answerKey, slot } = request.body
      reply.header('cache-control', 'no-store')
      return store.write(now, async (transaction) => {
        const { device, account } = await requireSession(request, transaction, now)
        const { recoveries } = transaction
        // PU1: holds the device, so that two pages of it do not ask twice.
        await transaction.devices.byId(device)
        const last = await recoveries.lastOf(device)
        const under =
          last &&
          ['asked', 'requested', 'approved', 'answered'].includes(recoveryStateAt(last, now))
        if (last && under && last.answerKey.id === answerKey.id && last.staffId === account.id) {
          return { recovery: toOwn(last, now) }
        }
        if ((await recoveries.key(slot.recoveryKey)) === undefined) throw problem('not-found')
        if (last && under) await recoveries.put({ ...last, expiresAt: now, box: null })
        await recoveries.putSlot(device, slot, now)
        const asked: StoredRecovery = {
          id: newId(),
          device,
          staffId: account.id,
          answerKey,
          slot,
          state: 'asked',
          askedAt: now,
          expiresAt: now + recoveryWaits.asked,
          reason: null,
          requestedBy: null,
          approvedBy: null,
          box: null,
          rescued: null,
        }
        await recoveries.put(asked)
        transaction.audit.add({
          at: now,
          what: 'recovery-asked',
          staffId: account.id,
          device,
          refType: 'recovery',
          refId: asked.id,
        })
        return { recovery: toOwn(asked, now) }
      })
    },
  )

  typed.post(
    '/api/recovery/done',
    {
      schema: {
        summary: 'The vault is open again: the answer is not needed any more',
        security,
        body: Nothing,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const now = clock()
      await store.write(now, async (transaction) => {
        const { device, account } = await requireSession(request, transaction, now)
        const last = await transaction.recoveries.lastOf(device)
        if (last?.state !== 'answered' || last.staffId !== account.id) return
        await transaction.recoveries.put({ ...last, state: 'done', box: null })
        transaction.audit.add({
          at: now,
          what: 'recovery-done',
          staffId: account.id,
          device,
          refType: 'recovery',
          refId: last.id,
        })
      })
      return reply.code(204).send(null)
    },
  )
}

function toOwn(recovery: StoredRecovery, now: number): OwnRecovery {
  const state = recoveryStateAt(recovery, now)
  return {
    state,
    answerKeyId: recovery.answerKey.id,
    expiresAt: recovery.expiresAt,
    box: state === 'answered' ? recovery.box : null,
  }
}
