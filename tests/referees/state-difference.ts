import { isDeepStrictEqual } from 'node:util'

/** A record as RxDB keeps it: state, no operations. An archived or departed record is a deleted document. */
export interface Doc {
  id: string
  /** Empty and 0 for a document that was made here and has not been pulled yet. */
  scope: string
  seq: number
  data: Record<string, unknown>
  deleted: boolean
}

export interface Change {
  kind: string
  args: object
}

/** What to say on the wire (docs/sync.md, section 3) so that `before` becomes `after`. */
export function changesBetween(before: Doc | undefined, after: Doc): Change[] {
  if (before === undefined) {
    return after.deleted ? [] : [{ kind: 'create', args: { data: after.data } }]
  }
  const changes: Change[] = []
  if (before.deleted && !after.deleted) changes.push({ kind: 'restore', args: {} })
  changes.push(...patchBetween(before.data, after.data))
  changes.push(...completionsBetween(before.data['completions'], after.data['completions']))
  if (!before.deleted && after.deleted) changes.push({ kind: 'archive', args: {} })
  return changes
}

/** The same content, wherever and under whatever seq it lies. */
export function sameContent(one: Doc, other: Doc): boolean {
  return one.deleted === other.deleted && isDeepStrictEqual(one.data, other.data)
}

function patchBetween(before: Doc['data'], after: Doc['data']): Change[] {
  const changes: Record<string, { from: unknown; to: unknown }> = {}
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [from, to] = [before[field] ?? null, after[field] ?? null]
    if (field !== 'completions' && !isDeepStrictEqual(from, to)) changes[field] = { from, to }
  }
  return Object.keys(changes).length === 0 ? [] : [{ kind: 'patch', args: { changes } }]
}

function completionsBetween(before: unknown, after: unknown): Change[] {
  const [was, is] = [entriesOf(before), entriesOf(after)]
  const done = [...is]
    .filter(([completionId]) => !was.has(completionId))
    .map(([completionId, { result }]) => ({
      kind: 'complete',
      args: { completionId, ...(result === undefined ? {} : { result }) },
    }))
  const undone = [...was.keys()]
    .filter((completionId) => !is.has(completionId))
    .map((completionId) => ({ kind: 'reopen', args: { completionId } }))
  return [...done, ...undone]
}

function entriesOf(completions: unknown): Map<string, { result?: string }> {
  return new Map(typeof completions === 'object' ? Object.entries(completions ?? {}) : [])
}
