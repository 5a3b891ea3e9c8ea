import { recordTypes } from '#shared/protocol/record.ts'
import type {
  Journal,
  JournalDevice,
  JournalPerson,
  RecordContent,
  ServerRecord,
} from './checker/journal.ts'
import { patience } from './actions/device-actions.ts'
import type { SimulatedDevice } from './device/simulated-device.ts'
import type { Simulation } from './simulation.ts'

/** The history as it stands, for the referee: what the tables of the server say, and what the devices show. */
export function writeJournal({
  seed,
  world,
  server,
  devices,
  typed,
  observations,
}: Simulation): Journal {
  const tables = server.look((database) => {
    const all = (sql: string) => database.prepare(sql).all() as Record<string, unknown>[]
    return {
      staff: all('select id, role, branch_id, active from staff'),
      records: all('select type, id, scope, seq, body from records'),
      results: all('select operation_id, device, result from results'),
      quarantine: all('select operation from quarantine'),
      audit: all("select operation_id, code from audit where what = 'operation'"),
    }
  })
  return {
    seed,
    people: tables.staff.map((row): JournalPerson => ({
      id: String(row['id']),
      role: String(row['role']),
      branch: String(row['branch_id']),
      active: row['active'] === 1,
    })),
    typed,
    server: {
      records: tables.records.map((row): ServerRecord => ({
        type: String(row['type']),
        id: String(row['id']),
        scope: String(row['scope']),
        seq: Number(row['seq']),
        body: JSON.parse(String(row['body'])) as RecordContent,
      })),
      results: tables.results.map((row) => {
        const { outcome, reason } = JSON.parse(String(row['result'])) as Record<string, string>
        return {
          operation: String(row['operation_id']),
          outcome: outcome ?? '',
          reason: reason ?? null,
          device: String(row['device']),
        }
      }),
      kept: tables.quarantine.map((row) => String(row['operation'])),
      audit: tables.audit.map((row) => ({
        operation: String(row['operation_id']),
        code: String(row['code']),
      })),
      restores: server.histories,
      now: world.clock.now(),
    },
    devices: devices.flatMap((device) => device.tabs.slice(0, 1).map((tab) => shown(device, tab))),
    observations,
  }
}

/**
 * GC2: what the device of somebody who has left would offer to a restored server again, once its person is back; a device
 * of somebody at work has done so by now.
 */
export async function addWhatLeaversHold(
  { world, devices }: Simulation,
  { people, devices: noted }: Journal,
): Promise<void> {
  for (const { name, person, tabs } of devices) {
    const [tab] = tabs
    const device = noted.find((one) => one.name === name)
    const isAtWork = people.some(({ id, active }) => id === person.id && active)
    if (isAtWork || tab === undefined || device === undefined) continue
    const { journal } = tab.vault
    const reading = journal.first().then((first) => journal.from(first, mostOperations))
    await world.clock.until(reading, patience)
    const { operations } = await reading
    device.waiting.push(...operations.map((operation) => JSON.stringify(operation)))
  }
}

/** More than one device can make in a history. */
const mostOperations = 10_000

function shown(
  { name, person }: SimulatedDevice,
  { replica }: SimulatedDevice['tabs'][number],
): JournalDevice {
  const records = replica.scopes().flatMap((scope) =>
    replica.places(scope).flatMap(({ type, id, seq }) => {
      const known = recordTypes.find((one) => one === type)
      const record = known === undefined ? undefined : replica.get(known, id)
      if (record === undefined) return [{ type, id, scope, seq, body: { data: {} } }]
      const { data, archivedAt, history } = record
      const body: RecordContent = { data: { ...data } }
      if (archivedAt !== undefined) body.archivedAt = archivedAt
      if (history !== undefined) body.history = history
      return [{ type, id, scope, seq, body }]
    }),
  )
  const waiting = replica.pending().map(({ operation }) => JSON.stringify(operation))
  return { name, person: person.id, records, waiting }
}
