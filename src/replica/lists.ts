import type { RecordOf } from '#shared/domain/record-types.ts'
import type { RecordType } from '#shared/protocol/record.ts'

/** Lists that were asked for: all records of a type, and those of an index key; a type has one index at most. */
type Lists = { [Type in RecordType]: Map<string, readonly RecordOf<Type>[]> }

/** No index key: those are ids. */
export const allKey = '*'

/** Starts empty. */
export function emptyLists(): Lists {
  return {
    branch: new Map(),
    staff: new Map(),
    'rule-table': new Map(),
    customer: new Map(),
    profile: new Map(),
    interaction: new Map(),
    task: new Map(),
    'important-date': new Map(),
    complaint: new Map(),
    handover: new Map(),
    'sync-issue': new Map(),
    'loss-report': new Map(),
    need: new Map(),
    'finance-snapshot': new Map(),
    relation: new Map(),
    'service-plan': new Map(),
    'churn-signal': new Map(),
    consent: new Map(),
    'life-event': new Map(),
    feedback: new Map(),
    preference: new Map(),
    template: new Map(),
  }
}
