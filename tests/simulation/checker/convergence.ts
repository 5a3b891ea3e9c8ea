import type { Journal, RecordContent } from './journal.ts'
import { mayHold } from './scope-table.ts'

type Placed = Journal['server']['records'][number]

/** I1: after quiet, each device holds exactly what the server has in the scopes of its person. */
export function findDifferences({ server, devices, people }: Journal): string[] {
  const found: string[] = []
  for (const { name, person: id, records } of devices) {
    const person = people.find((one) => one.id === id)
    if (person === undefined || !person.active) continue
    const known = new Set(server.records.map(({ type, id }) => `${type}|${id}`))
    for (const { type, id } of records) {
      if (!known.has(`${type}|${id}`)) found.push(`[I1] ${name} has ${type}|${id}, the server not`)
    }
    const held = new Map(records.map((record) => [`${record.type}|${record.id}`, record]))
    for (const record of server.records) {
      if (!mayHold(person, record, people)) continue
      const key = `${record.type}|${record.id}`
      const here = held.get(key)
      if (here === undefined) {
        found.push(`[I1] ${name} lacks ${key} (${record.scope}, seq ${record.seq})`)
      } else if (here.seq !== record.seq || here.scope !== record.scope) {
        const [mine, theirs] = [`${here.scope} ${here.seq}`, `${record.scope} ${record.seq}`]
        found.push(`[I1] ${name} has ${key} at ${mine}, the server at ${theirs}`)
      } else if (canonical(contentOf(here.body)) !== canonical(expectedOf(record, here, records))) {
        found.push(`[I1] ${name} shows another ${key} than the server has`)
      }
    }
  }
  return found
}

/** Invariant 4: of several celebrated birthdays of a customer a device shows one; the others are not celebrated there. */
function expectedOf(record: Placed, here: Placed, shown: readonly Placed[]): unknown {
  const isOutdone =
    isCelebrated(record) &&
    !isCelebrated(here) &&
    shown.some(
      (other) =>
        isCelebrated(other) && other.body.data['customerId'] === record.body.data['customerId'],
    )
  if (!isOutdone) return contentOf(record.body)
  return contentOf({ ...record.body, data: { ...record.body.data, celebrate: false } })
}

function isCelebrated({ type, body: { data } }: Placed): boolean {
  return type === 'important-date' && data['kind'] === 'birthday' && data['celebrate'] === true
}

function contentOf({ data, archivedAt, history }: RecordContent): unknown {
  return { data, archivedAt: archivedAt ?? null, history: history ?? [] }
}

/** The same text for the same value, whatever the order of the members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
