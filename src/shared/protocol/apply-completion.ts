import { ok } from '#shared/domain/result.ts'
import { type ChangeAnswer, rejected } from './change-effect.ts'
import { checkData, policyOf } from './check-data.ts'
import { isEntryKey } from './entry-keys.ts'
import type { RecordType, Stamp } from './record.ts'
import { entriesOf, type RecordDraft } from './record-draft.ts'
import { sameValue } from './same-value.ts'

/** The field that holds who finished when; only tasks have one. */
const field = 'completions'

interface CompletionTarget {
  type: RecordType
  draft: RecordDraft
  stamp: Stamp
}

/** ME5: one more person has finished, beside whoever else did. An id counts once, also after it was taken back. */
export function applyComplete(
  { type, draft, stamp }: CompletionTarget,
  { completionId, result }: { completionId: string; result?: string | undefined },
): ChangeAnswer {
  if (policyOf(type, field) !== 'completions') return rejected('invalid-value', ['kind'])
  if (!isEntryKey(completionId)) return rejected('invalid-value', ['completionId'])
  const completion = { ...stamp, ...(result === undefined ? {} : { result }) }
  return addCompletion({ type, draft, stamp }, completionId, completion)
}

/** ME5: adds a completion under its id; the same once more changes nothing, something else under a known id is refused. */
export function addCompletion(
  { type, draft, stamp }: CompletionTarget,
  completionId: string,
  completion: unknown,
): ChangeAnswer {
  const path = `${field}.${completionId}`
  const known = [draft.value(path), ...draft.formerValues(path)].filter((value) => value !== null)
  if (known.length > 0) {
    const isSame = known.some((value) => saysSame(value, completion))
    return isSame ? ok([{ effect: 'unchanged' }]) : rejected('invalid-value', ['completionId'])
  }
  draft.set(path, completion, stamp)
  const problem = checkData(type, draft.data(), [path])
  return problem === undefined
    ? ok([{ effect: 'applied' }])
    : rejected(problem.reason, problem.details)
}

/** ME5: takes back the completion named and no other; what it said stays in the history. */
export function applyReopen(
  { type, draft, stamp }: CompletionTarget,
  { completionId }: { completionId: string },
): ChangeAnswer {
  if (policyOf(type, field) !== 'completions') return rejected('invalid-value', ['kind'])
  const path = `${field}.${completionId}`
  if (!isEntryKey(completionId) || draft.value(path) === null) return ok([{ effect: 'unchanged' }])
  draft.set(path, null, stamp)
  return ok([{ effect: 'applied' }])
}

/** The time apart: by another offset of the clock the same completion has another one. */
function saysSame(one: unknown, other: unknown): boolean {
  const [left, right] = [entriesOf(one), entriesOf(other)]
  return ['by', 'result'].every((member) => sameValue(left.get(member), right.get(member)))
}
