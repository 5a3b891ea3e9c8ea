import type { RecordType } from '#shared/protocol/record.ts'
import type { ChangeRequest, Replica } from './replica.ts'

/** A masked value that somebody wants to see: the record, and a path into it (`field` or `field.key`). */
export interface Look {
  recordType: RecordType
  recordId: string
  field: string
}

/** Looks at one value within so many ms are one row of the audit, so that the audit can be read. */
const lookSpanMs = 10 * 60_000

export interface LookLog {
  /** True once all of them are durably written down; only then may the values be shown. */
  note(looks: readonly Look[]): Promise<boolean>
}

/**
 * SE7: looks at masked values become operations like any change: sealed, sent when there is a network, in the audit of the
 * server. A value that was looked at in the last ten minutes, here or by what the outbox holds, is not noted again.
 */
export function createLookLog(
  replica: Pick<Replica, 'commit' | 'pending'>,
  now: () => number,
): LookLog {
  const noted = new Map<string, { at: number; stored: Promise<boolean> }>()

  /** A clock that was put back covers nothing. */
  function isRecent(at: number): boolean {
    const moment = now()
    return moment >= at && moment - at < lookSpanMs
  }

  /** What the outbox holds, once for all looks of an export. */
  function recentlyPending(): ReadonlySet<string> {
    const keys = new Set<string>()
    for (const { operation } of replica.pending()) {
      if (operation.kind === 'look' && isRecent(operation.at)) {
        keys.add(keyOf({ ...operation, field: operation.args.field }))
      }
    }
    return keys
  }

  /** The look that covers this one, if there is one. */
  function covering(look: Look, pending: ReadonlySet<string>): Promise<boolean> | undefined {
    const known = noted.get(keyOf(look))
    if (known !== undefined && isRecent(known.at)) return known.stored
    return pending.has(keyOf(look)) ? Promise.resolve(true) : undefined
  }

  async function store(looks: readonly Look[]): Promise<boolean> {
    try {
      await replica.commit(looks.map(requestOf))
      return true
    } catch {
      // Refused or not stored: the caller does not show it, and says so.
      for (const look of looks) noted.delete(keyOf(look))
      return false
    }
  }

  return {
    async note(looks) {
      const pending = recentlyPending()
      const before = looks.map((look) => covering(look, pending))
      const fresh = looks.filter((_look, index) => before[index] === undefined)
      const stored = fresh.length === 0 ? Promise.resolve(true) : store(fresh)
      for (const look of fresh) noted.set(keyOf(look), { at: now(), stored })
      const all = await Promise.all([stored, ...before])
      return all.every((each) => each !== false)
    },
  }
}

function requestOf({ recordType, recordId, field }: Look): ChangeRequest {
  return { recordType, recordId, kind: 'look', args: { field } }
}

function keyOf({ recordType, recordId, field }: Look): string {
  return `${recordType}|${recordId}|${field}`
}
