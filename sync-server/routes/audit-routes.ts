import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import {
  AuditExportRequest,
  AuditSearchRequest,
  AuditSearchResponse,
  AuditState,
} from '#shared/protocol/audit-message.ts'
import { readVerdict } from '#server/audit-watch.ts'
import { exportAudit } from '#server/export-audit.ts'
import { requireAdministrator } from '#server/require-administrator.ts'
import { auditOfSearch, searchAudit } from '#server/search-audit.ts'
import type { RouteContext } from './route-context.ts'

/** SE6: an administrator looks into the audit; each look is a row of it. What is asked for is in the body, never in an address. */
export function auditRoutes(app: FastifyInstance, { services, auditWatch }: RouteContext): void {
  const { store, clock } = services
  const typed = app.withTypeProvider<ZodTypeProvider>()
  const security = [{ session: [] }]

  typed.post(
    '/admin/audit/search',
    {
      schema: {
        summary: 'Rows of the audit that meet a filter, the newest first',
        security,
        body: AuditSearchRequest,
        response: { 200: AuditSearchResponse },
      },
    },
    async (request, reply) => {
      const { filter, after, most } = request.body
      const found = await store.read(async (reader) => {
        await requireAdministrator(request, reader, clock())
        return searchAudit(reader, filter, { after, most: most + 1 })
      })
      // Noted before it is shown.
      const at = clock()
      await store.write(at, async (transaction) => {
        const { account, device } = await requireAdministrator(request, transaction, at)
        const by = { staffId: account.id, device }
        const code = after === undefined ? '' : 'further'
        transaction.audit.add(auditOfSearch(filter, by, { at, what: 'audit-searched', code }))
      })
      reply.header('cache-control', 'no-store')
      return { items: found.slice(0, most), more: found.length > most }
    },
  )

  typed.post(
    '/admin/audit/export',
    {
      schema: {
        summary: 'The same as a table (CSV), with who took it out and when in its first line',
        security,
        body: AuditExportRequest,
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      const { filter } = request.body
      const now = clock()
      const { account, device } = await store.read((reader) =>
        requireAdministrator(request, reader, now),
      )
      const who = `${account.name} ${account.staffNo}`
      const { text, rows } = await exportAudit(store, filter, { who, now })
      await store.write(now, async (transaction) => {
        await requireAdministrator(request, transaction, now)
        const by = { staffId: account.id, device }
        const row = { at: now, what: 'audit-exported', code: `rows=${rows}` } as const
        transaction.audit.add(auditOfSearch(filter, by, row))
      })
      return reply
        .header('cache-control', 'no-store')
        .type('text/csv; charset=utf-8')
        .serializer((payload: unknown) => String(payload))
        .send(text)
    },
  )

  typed.get(
    '/admin/audit/state',
    {
      schema: {
        summary:
          'How long the audit chain is, up to where it is signed, and how it was when it was last looked through',
        security,
        response: { 200: AuditState },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const head = await auditWatch.lastHead()
      return store.read(async (reader) => {
        await requireAdministrator(request, reader, clock())
        const verified = await reader.auditSearch.lastOf('audit-verified')
        const verdict = readVerdict(verified?.row.code)
        return {
          rows: (await reader.audit.last())?.no ?? 0,
          signed: head === undefined ? null : { no: head.no, at: head.at },
          verified:
            verified === undefined || verdict === undefined
              ? null
              : { at: verified.row.at, ...verdict },
          running: auditWatch.running(),
        }
      })
    },
  )

  typed.post(
    '/admin/audit/verify',
    {
      schema: {
        summary:
          'Look the whole chain through, beside everything else; `/admin/audit/state` says how far it is',
        security,
        body: z.strictObject({}),
        response: { 202: z.null() },
      },
    },
    async (request, reply) => {
      const { account, device } = await store.read((reader) =>
        requireAdministrator(request, reader, clock()),
      )
      auditWatch.start({ staffId: account.id, device })
      return reply.code(202).send(null)
    },
  )
}
