import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { auditGroups, type AuditFilter } from '#shared/protocol/audit-message.ts'
import {
  type Random,
  randomInteger,
  randomItem,
  seededRandom,
} from '#shared/domain/seeded-random.ts'
import { searchAudit } from '#server/search-audit.ts'
import { openStore } from '#server/store/open-store.ts'
import type { Store } from '#server/store/store.ts'
import { inServerDatabase } from '#tests/support/server-database.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { type Figure, percentile } from './figure.ts'

const rows = 1_000_000
const people = 3000
const searches = 300
/** Of all rows, so many are not operations. */
const otherShare = 0.08
const start = Date.UTC(2026, 0, 1)
const stepMs = 30_000

/** Pages of 50 out of a million rows of 3,000 people in SQLite, by everything that can be asked for; bar in ms. */
export async function auditSearchFigure(runs: number, mostMs: number): Promise<Figure> {
  const folder = temporaryFolder('bench-audit')
  const random = seededRandom('audit bench')
  try {
    const store = await openStore({ folder: folder.path }, () => v7())
    const known = fill(folder.path, random)
    const [ours, floor]: [number[], number[]] = [[], []]
    for (let run = 0; run < runs; run += 1) {
      ours.push(await p95Of(() => search(store, filterOf(random, known))))
      floor.push(
        await p95Of(() =>
          store.read(({ audit }) => audit.after(randomInteger(random, 0, rows - 60), 50)),
        ),
      )
    }
    await store.close()
    return {
      id: 'audit-search',
      what: 'Search of 1,000,000 audit rows, a page, p95',
      unit: 'ms',
      ours,
      floor,
      floorIs: '50 rows one after the other by their numbers',
      bar: { kind: 'absolute', most: mostMs },
      remarks: [`${searches} searches a run, of 3,000 people and devices, SQLite, in Node`],
    }
  } finally {
    folder.remove()
  }
}

interface Known {
  staff: string[]
  devices: string[]
  records: string[]
}

/** Rows as branches make them; without hashes, which no search looks at. */
function fill(folder: string, random: Random): Known {
  const known: Known = { staff: ids(people), devices: ids(people), records: ids(2000) }
  const others = Object.values(auditGroups)
    .flat()
    .filter((what) => what !== 'operation')
  inServerDatabase(folder, (database) => {
    database.exec('pragma synchronous = off')
    database.exec('begin')
    const insert = database.prepare(
      `insert into audit (no, at, staff_id, device, what, ref_type, ref_id, operation_id, code, previous, hash)
       values (?, ?, ?, ?, ?, 'task', ?, null, 'applied', '', '')`,
    )
    for (let no = 1; no <= rows; no += 1) {
      const person = randomInteger(random, 0, people - 1)
      const isOther = random() < otherShare
      const refId = random() < 0.1 ? randomItem(random, known.records) : randomUUID()
      const what = isOther ? randomItem(random, others) : 'operation'
      const at = start + no * stepMs + randomInteger(random, 0, 60_000)
      insert.run(no, at, known.staff[person] ?? null, known.devices[person] ?? null, what, refId)
    }
    database.exec('commit')
  })
  return known
}

function ids(count: number): string[] {
  return Array.from({ length: count }, () => randomUUID())
}

function filterOf(random: Random, { staff, devices, records }: Known): AuditFilter {
  const groups = Object.keys(auditGroups) as (keyof typeof auditGroups)[]
  const from = start + randomInteger(random, 0, rows) * stepMs
  const filter: AuditFilter = {}
  const what = random()
  if (what < 0.3) filter.staffId = randomItem(random, staff)
  else if (what < 0.45) filter.device = randomItem(random, devices)
  else if (what < 0.6) filter.record = randomItem(random, records)
  if (random() < 0.5) filter.group = randomItem(random, groups)
  if (random() < 0.5) Object.assign(filter, { from, until: from + 7 * 24 * 60 * 60_000 })
  return filter
}

function search(store: Store, filter: AuditFilter): Promise<unknown> {
  return store.read((reader) => searchAudit(reader, filter, { most: 51 }))
}

async function p95Of(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let time = 0; time < searches; time += 1) {
    const before = performance.now()
    await work()
    times.push(performance.now() - before)
  }
  return percentile(times, 0.95)
}
