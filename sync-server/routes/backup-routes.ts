import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { BackupState } from '#shared/protocol/backup-message.ts'
import { problem } from '#server/problem.ts'
import { requireAdministrator } from '#server/require-administrator.ts'
import type { RouteContext } from './route-context.ts'

/** SE9: how old the last copy of the database is, and the start of a new one. Putting one back is for the operator alone. */
export function backupRoutes(app: FastifyInstance, { services, backups }: RouteContext): void {
  const { store, clock } = services
  const typed = app.withTypeProvider<ZodTypeProvider>()
  const security = [{ session: [] }]

  typed.get(
    '/admin/backups',
    {
      schema: {
        summary: 'The last copy of the database, and the one under way',
        security,
        response: { 200: BackupState },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const running = (await backups?.running()) ?? null
      return store.read(async (reader) => {
        await requireAdministrator(request, reader, clock())
        const made = await reader.auditSearch.lastOf('backup-made')
        const failed = await reader.auditSearch.lastOf('backup-failed')
        const isLastFailed = failed !== undefined && (made?.no ?? 0) < failed.no
        return {
          database: backups === undefined ? ('postgresql' as const) : ('sqlite' as const),
          last:
            made === undefined
              ? null
              : { at: made.row.at, bytes: Number(made.row.code), file: made.row.refId ?? null },
          failedAt: isLastFailed ? failed.row.at : null,
          running,
        }
      })
    },
  )

  typed.post(
    '/admin/backups',
    {
      schema: {
        summary: 'Copy the database now, beside everything else',
        description:
          '409 `/problems/backup-elsewhere`: the data is in PostgreSQL, whose own tools copy it.',
        security,
        body: z.strictObject({}),
        response: { 202: z.null() },
      },
    },
    async (request, reply) => {
      const { account, device } = await store.read((reader) =>
        requireAdministrator(request, reader, clock()),
      )
      if (backups === undefined) throw problem('backup-elsewhere')
      backups.start({ staffId: account.id, device })
      return reply.code(202).send(null)
    },
  )
}
