import type { Journal } from './journal.ts'
import { mayHold, scopeOfRecord, scopesOf } from './scope-table.ts'

/** I4: each record lies where it belongs, and on no device of somebody who may not have it. */
export function findLeaks({ server, devices, people }: Journal): string[] {
  const found: string[] = []
  const owners = new Map(
    server.records
      .filter(({ type }) => type === 'customer')
      .map(({ id, body }) => [id, body.data['ownerId']]),
  )
  for (const record of server.records) {
    const scope = scopeOfRecord(record, (id) => owners.get(String(id)))
    if (scope !== null && scope !== record.scope) {
      found.push(`[SC1] ${record.type}|${record.id} lies in ${record.scope}, not in ${scope}`)
    }
  }
  for (const { name, person: id, records } of devices) {
    const person = people.find((one) => one.id === id)
    // Whoever has left is not asked any more, and hears of it at the next contact.
    if (person === undefined || !person.active) continue
    for (const record of records) {
      if (mayHold(person, record, people)) continue
      const held = [...scopesOf(person, people)].join(', ')
      found.push(
        `[I4] ${name} of ${person.role} has ${record.type}|${record.id} of ${record.scope}; held: ${held}`,
      )
    }
  }
  return found
}
