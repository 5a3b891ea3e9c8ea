import { parseArgs } from 'node:util'
import { v7 } from 'uuid'
import * as z from 'zod/mini'
import { addDays, CivilDate } from '#shared/domain/civil-date.ts'
import { AuditFilter, AuditGroup, type AuditItem } from '#shared/protocol/audit-message.ts'
import { readConfig } from './config.ts'
import { exportAudit } from './export-audit.ts'
import { textTable } from './operator/text-table.ts'
import { runCommand } from './run-command.ts'
import { timeWords } from './record-words.ts'
import { auditOfSearch, searchAudit } from './search-audit.ts'
import { openStore } from './store/open-store.ts'
import type { Store } from './store/store.ts'

const usage =
  'Usage: npm run admin -- audit [--person STAFFNO] [--device ID] [--record ID] [--group sign-in|account|change|privacy|device|console] [--from YYYY-MM-DD] [--to YYYY-MM-DD] [--most 50] [--csv]'

const Options = z.strictObject({
  person: z.optional(z.string()),
  device: z.optional(z.uuid()),
  record: z.optional(z.uuid()),
  group: z.optional(AuditGroup),
  from: z.optional(CivilDate),
  to: z.optional(CivilDate),
  most: z.coerce.number().check(z.int(), z.positive(), z.maximum(1000)),
  csv: z.boolean(),
})
type Options = z.infer<typeof Options>

/** SE6: `npm run admin -- audit` finds rows of the audit of DATA_DIR or DATABASE_URL; the search is a row itself. */
await runCommand(async () => {
  const options = readOptions()
  const store = await openStore(readConfig(process.env).data, () => v7())
  try {
    const filter = await filterOf(store, options)
    const at = Date.now()
    const what = options.csv ? 'audit-exported' : 'audit-searched'
    await store.write(at, async ({ audit }) => {
      audit.add(auditOfSearch(filter, {}, { at, what, code: 'by operator' }))
    })
    if (options.csv) {
      const { text } = await exportAudit(store, filter, { who: 'operator', now: at })
      process.stdout.write(text)
      return
    }
    const items = await store.read((reader) => searchAudit(reader, filter, { most: options.most }))
    for (const line of textTable(['row', 'time', 'what', 'by', 'about', 'code'], items.map(lineOf)))
      console.log(line)
  } finally {
    await store.close()
  }
})

function readOptions(): Options {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      options: {
        person: text,
        device: text,
        record: text,
        group: text,
        from: text,
        to: text,
        most: { ...text, default: '50' },
        csv: { type: 'boolean', default: false },
      },
    })
    return Options.parse(values)
  } catch (error) {
    throw new Error(usage, { cause: error })
  }
}

async function filterOf(store: Store, options: Options): Promise<AuditFilter> {
  const { person, device, record, group, from, to } = options
  const filter: AuditFilter = {}
  if (person !== undefined) {
    const found = await store.read(({ staff }) => staff.byStaffNo(person))
    if (found === undefined) throw new Error('There is no colleague with this staff number.')
    filter.staffId = found.account.id
  }
  if (device !== undefined) filter.device = device
  if (record !== undefined) filter.record = record
  if (group !== undefined) filter.group = group
  if (from !== undefined) filter.from = startOf(from)
  if (to !== undefined) filter.until = startOf(addDays(to, 1))
  return filter
}

/** Midnight in Beijing, in ms. */
function startOf(day: CivilDate): number {
  return Date.parse(`${day}T00:00:00+08:00`)
}

function lineOf({ no, at, what, by, refType, refId, about, code }: AuditItem): string[] {
  const object = about?.staffNo ?? [refType, refId].filter(Boolean).join(' ')
  return [String(no), timeWords(at), what, by?.staffNo ?? '', object, code ?? '']
}
