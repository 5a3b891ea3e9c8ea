import type { PullIndex, PullRequest } from '#shared/protocol/pull-message.ts'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import { RecordType } from '#shared/protocol/record.ts'
import type { RecordPlace, ReplicaFeed } from '#replica/replica-feed.ts'
import { recordKey } from '#vault/pages.ts'

/** Rows asked for by name (PL4). */
export type RowsByName = NonNullable<PullRequest['fetch']>

/** The rows that the server named of some scopes. */
export interface NamedRows {
  /** Takes a line of the answer. */
  add: (line: PullIndex) => void
  readonly any: boolean
  /** What is here and was not named leaves; what was named and is not here in this state is to be asked for. */
  compare: (replica: Pick<ReplicaFeed, 'places'>) => {
    gone: { scope: string; places: RecordPlace[] }[]
    missing: RowsByName
  }
}

/** Where the server puts record types that this version does not know. */
const lastTier = 4

/** PL4, GC1: compares ids and seqs, and nothing else. Starts empty. */
export function createNamedRows(): NamedRows {
  const named = new Map<string, Map<string, [type: string, id: string, seq: number]>>()
  return {
    add({ scope, rows }) {
      const known = named.get(scope) ?? new Map<string, [string, string, number]>()
      for (const row of rows) known.set(recordKey(row[0], row[1]), row)
      named.set(scope, known)
    },
    get any() {
      return named.size > 0
    },
    compare(replica) {
      const gone: { scope: string; places: RecordPlace[] }[] = []
      const missing: RowsByName = []
      for (const [scope, theirs] of named) {
        const mine = replica.places(scope)
        const seqs = new Map(mine.map(({ type, id, seq }) => [recordKey(type, id), seq]))
        const places = mine.filter(({ type, id }) => !theirs.has(recordKey(type, id)))
        if (places.length > 0) gone.push({ scope, places })
        const rows = [...theirs]
          .filter(([key, [, , seq]]) => seqs.get(key) !== seq)
          .map(([, [type, id]]): [string, string] => [type, id])
        if (rows.length > 0) missing.push({ scope, rows })
      }
      return { gone, missing }
    },
  }
}

/** The first so many of these rows, and the others. */
export function splitRows(
  wanted: RowsByName,
  most: number,
): { first: RowsByName; rest: RowsByName } {
  const first: RowsByName = []
  const rest: RowsByName = []
  let left = most
  for (const { scope, rows } of wanted) {
    const taken = rows.slice(0, left)
    if (taken.length > 0) first.push({ scope, rows: taken })
    if (taken.length < rows.length) rest.push({ scope, rows: rows.slice(taken.length) })
    left -= taken.length
  }
  return { first, rest }
}

/** The tier in which the server sends records of a type. */
export function tierOf(type: string): number {
  const known = RecordType.safeParse(type)
  return known.success ? recordTypeDefinitions[known.data].tier : lastTier
}
