import { marksIn, type Journal, type ServerRecord, type Typed } from './journal.ts'

const stood = new Set(['applied', 'merged', 'noop'])

/**
 * ME1, ME3, ME4: a sentence, an item of a list or a value that was taken stays in its field until somebody who had seen it takes
 * it out; nobody's work goes because somebody else was faster or slower.
 */
export function findOverwritten({ typed, server }: Journal): string[] {
  const outcomes = new Map(server.results.map(({ operation, outcome }) => [operation, outcome]))
  const records = new Map(server.records.map((record) => [`${record.type}|${record.id}`, record]))
  const byRecord = new Map<string, Typed[]>()
  for (const change of typed) {
    byRecord.set(change.record, [...(byRecord.get(change.record) ?? []), change])
  }
  const found: string[] = []
  for (const change of typed) {
    const { kind, record: key, operation, marks } = change
    const isTaken = operation !== null && stood.has(outcomes.get(operation) ?? '')
    const record = records.get(key)
    if (!isTaken || record === undefined || !keptKinds.has(kind)) continue
    const present = new Set(marksIn(record.body.data))
    const removed = new Set((byRecord.get(key) ?? []).flatMap(({ removes }) => removes))
    for (const mark of marks) {
      if (present.has(mark) || removed.has(mark)) continue
      found.push(`[ME1] ${mark} of ${kind} left ${key}, and nobody who saw it took it out`)
    }
  }
  return found
}

/** Edits of texts, lists and values that are asked about; of a `latest` value the later edit wins unseen (ME2). */
const keptKinds: ReadonlySet<string> = new Set([
  'pinned note',
  'name',
  'like',
  'family',
  'task note',
  'note',
  'complaint matter',
  'complaint contact',
])

/** PU2: an operation that was refused, by the rules or by a bug, left nothing in its record. */
export function findHalfDone({ typed, server }: Journal): string[] {
  // After a backup it may have been offered again, and only the second time without luck.
  const wasTaken = new Set(
    server.results.filter(({ outcome }) => stood.has(outcome)).map(({ operation }) => operation),
  )
  const wasRefused = new Set(
    server.results
      .filter(({ outcome }) => outcome === 'rejected')
      .map(({ operation }) => operation),
  )
  const records = new Map(server.records.map((record) => [`${record.type}|${record.id}`, record]))
  return typed.flatMap(({ operation, record, marks, kind }) => {
    if (operation === null || wasTaken.has(operation) || !wasRefused.has(operation)) return []
    const present = marksIn(records.get(record)?.body.data)
    return marks
      .filter((mark) => present.includes(mark))
      .map((mark) => `[PU2] ${kind} was refused, and ${mark} is in ${record}`)
  })
}

/** ME2: no edit is of a time that the server has not reached, whatever the clock of its device said. */
export function findFutureStamps({ server }: Journal): string[] {
  return server.records.flatMap(({ type, id, body }) => {
    const { stamps = {}, updatedAt = 0, history = [] } = body
    const times = [updatedAt, ...[...Object.values(stamps), ...history].map(({ at }) => at)]
    const latest = Math.max(...times)
    return latest > server.now
      ? [`[ME2] ${type}|${id} was edited ${latest - server.now} ms ahead`]
      : []
  })
}

/** ME6: after a complaint was closed or withdrawn there are only notes, in the order of the server. */
export function findReopened({ server }: Journal): string[] {
  return server.records.filter(({ type }) => type === 'complaint').flatMap(afterTheEnd)
}

function afterTheEnd({ id, body }: ServerRecord): string[] {
  const events = Object.values(
    (body.data['events'] ?? {}) as Record<string, { no?: number; kind: string }>,
  ).toSorted((one, other) => (one.no ?? 0) - (other.no ?? 0))
  const end = events.findIndex(({ kind }) => kind === 'closed' || kind === 'withdrawn')
  const later = end < 0 ? [] : events.slice(end + 1).filter(({ kind }) => kind !== 'note')
  return later.map(({ kind }) => `[ME6] complaint ${id} has ${kind} after it was closed`)
}
