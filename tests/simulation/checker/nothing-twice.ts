import { markPattern, type Journal, type RecordContent, type ServerRecord } from './journal.ts'

/** I3: nothing was done twice, and nothing is there that nobody did. */
export function findRepetitions({ typed, server }: Journal): string[] {
  const found: string[] = []
  const counts = new Map<string, number>()
  for (const { operation } of server.audit) {
    counts.set(operation, (counts.get(operation) ?? 0) + 1)
  }
  for (const [operation, count] of counts) {
    if (count > 1 && server.restores === 0)
      found.push(`[I3] operation ${operation} was accepted ${count} times`)
  }
  const added = new Set(typed.map(({ adds }) => adds))
  for (const record of server.records) {
    const key = `${record.type}|${record.id}`
    // An issue shows the base beside both edits of it.
    for (const text of record.type === 'sync-issue' ? [] : repeatedMarks(record.body)) {
      found.push(`[I3] ${key} holds ${text} twice in one field`)
    }
    for (const entry of repeatedHistory(record.body)) {
      found.push(`[I3] ${key} has twice in its history: ${entry}`)
    }
    for (const id of entryIds(record)) {
      if (!added.has(id)) found.push(`[I3] ${key} holds the entry ${id} that nobody made`)
    }
    for (const problem of numbering(record)) found.push(`[ME6] ${key}: ${problem}`)
  }
  return found
}

function repeatedMarks({ data }: RecordContent): string[] {
  return Object.values(data).flatMap((value) => {
    const isText = typeof value === 'string' || Array.isArray(value)
    const marks: string[] = isText ? (JSON.stringify(value).match(markPattern) ?? []) : []
    return marks.filter((mark, place) => marks.indexOf(mark) !== place)
  })
}

/** Archived, brought back and archived again in one millisecond is two entries, with another one of the field between them. */
function repeatedHistory({ history = [] }: RecordContent): string[] {
  const last = new Map<string, string>()
  return history.flatMap((entry) => {
    const text = JSON.stringify(entry)
    const isRepeated = last.get(entry.field) === text
    last.set(entry.field, text)
    return isRepeated ? [text] : []
  })
}

function entryIds({ type, body }: ServerRecord): string[] {
  if (type === 'task') return Object.keys(body.data['completions'] ?? {})
  if (type === 'complaint') return Object.keys(body.data['events'] ?? {})
  return []
}

/** Events of a complaint have the numbers 1, 2, 3, … */
function numbering({ type, body }: ServerRecord): string[] {
  if (type !== 'complaint') return []
  const events = Object.values((body.data['events'] ?? {}) as Record<string, { no?: number }>)
  const numbers = events.map(({ no }) => no ?? 0).toSorted((left, right) => left - right)
  const isGapless = numbers.every((no, place) => no === place + 1)
  return isGapless ? [] : [`its events are numbered ${numbers.join(', ')}`]
}
