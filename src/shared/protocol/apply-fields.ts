import { forbiddenText } from '#shared/domain/forbidden-text.ts'
import { ok } from '#shared/domain/result.ts'
import { type ChangeAnswer, type ChangeEffect, rejected } from './change-effect.ts'
import { checkData, policyOf } from './check-data.ts'
import { hasEntryKeys, isEntryKey } from './entry-keys.ts'
import { splitFieldPath, writePath } from './field-path.ts'
import { mergeField } from './merge-field.ts'
import type { FieldChange } from './operation.ts'
import type { OutcomeReason } from './outcome.ts'
import type { RecordBody, RecordType, Stamp } from './record.ts'
import { entriesOf, openDraft, type RecordDraft, stringsOf } from './record-draft.ts'
import { isAbsent, sameValue } from './same-value.ts'

/** What the changes of one operation are made on and by. */
export interface FieldsTarget {
  type: RecordType
  record: RecordBody
  draft: RecordDraft
  stamp: Stamp
  /** A create that meets an existing record says what it began with, not that someone changed it. */
  isCreate: boolean
}

/**
 * ME1–ME5: applies changes of fields, each by its own policy. All are checked first, and when one cannot be
 * taken none is: an unknown field, one that is not the client's to set, a value that the schema does not allow.
 */
export function applyFields(
  target: FieldsTarget,
  changes: Readonly<Record<string, FieldChange>>,
): ChangeAnswer {
  const refusal = checkPaths(target, changes) ?? checkIntent(target, changes)
  if (refusal !== undefined) return refusal
  const { type, record, draft } = target
  const effects = Object.entries(changes).flatMap(([path, change]) =>
    applyField(target, path, change),
  )
  // Lists of two people can together be longer than allowed.
  const lists = Object.keys(changes).filter((path) => policyOf(type, path) === 'set')
  const problem = checkData(type, draft.data(), lists, record.data)
  return problem === undefined ? ok(effects) : rejected(problem.reason, problem.details)
}

/** OP2: `add` and `remove` on a set. ME5: what is added stays added, whatever else others add or remove. */
export function applySetChange(
  target: FieldsTarget,
  field: string,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): ChangeAnswer {
  const { type, draft, stamp } = target
  const refusal = refuseOtherField(type, field, 'set')
  if (refusal !== undefined) return refusal
  const isChanged = changeSet(draft, field, { add, remove }, stamp)
  const problem = checkData(type, draft.data(), [field], target.record.data)
  if (problem !== undefined) return rejected(problem.reason, problem.details)
  return ok([{ effect: isChanged ? 'applied' : 'unchanged' }])
}

/** OP2: `edit-text` on a text, and on nothing else: what is checked of a patch of another field must not be passed by. */
export function applyTextEdit(
  target: FieldsTarget,
  { field, ...change }: { field: string; from: string; to: string },
): ChangeAnswer {
  return refuseOtherField(target.type, field, 'text') ?? applyFields(target, { [field]: change })
}

/** A command that is for fields of one policy alone. */
function refuseOtherField(
  type: RecordType,
  field: string,
  wanted: 'set' | 'text',
): ReturnType<typeof rejected> | undefined {
  const policy = policyOf(type, field)
  if (policy === undefined) return rejected('unknown-field', [field])
  if (policy === 'server') return rejected('server-owned-field', [field])
  return policy === wanted ? undefined : rejected('invalid-value', [field])
}

function checkPaths(
  { type, record, draft, isCreate }: FieldsTarget,
  changes: Readonly<Record<string, FieldChange>>,
): ReturnType<typeof rejected> | undefined {
  for (const [path, { to }] of Object.entries(changes)) {
    const { field, key } = splitFieldPath(path)
    const policy = policyOf(type, field)
    if (policy === undefined) return rejected('unknown-field', [field])
    if (key !== null && policy !== 'keyed-ask') return rejected('unknown-field', [path])
    // SE3: refused loudly, never left out.
    if (policy === 'server') return rejected('server-owned-field', [field])
    const areIds = key === null ? hasEntryKeys(policy, to) : isEntryKey(key)
    if (!areIds) return rejected('invalid-value', [field])
    if (isCreate) continue
    // ME5, ME6: completions and events have their own commands.
    const isChanged = policy === 'fixed' && !sameValue(to, draft.value(field))
    if (isChanged || policy === 'completions' || policy === 'event-log') {
      return rejected('not-allowed', [field])
    }
  }
  // A profile has the id of its customer.
  const customerId = type === 'profile' ? changes['customerId']?.to : undefined
  return customerId === undefined || customerId === record.id
    ? undefined
    : rejected('invalid-value', ['customerId'])
}

/** The operation must be valid by itself: on top of what is there, as if nobody else had changed it. */
function checkIntent(
  { type, record, stamp }: FieldsTarget,
  changes: Readonly<Record<string, FieldChange>>,
): ReturnType<typeof rejected> | undefined {
  const intended = openDraft(record)
  for (const [path, { to }] of Object.entries(changes)) intended.set(path, to, stamp)
  const problem = checkData(type, intended.data(), Object.keys(changes), record.data)
  return problem === undefined ? undefined : rejected(problem.reason, problem.details)
}

function applyField(target: FieldsTarget, path: string, change: FieldChange): ChangeEffect[] {
  const { field, key } = splitFieldPath(path)
  const policy = policyOf(target.type, field)
  switch (policy) {
    case 'latest':
    case 'ask':
    case 'text':
      return [applyEdit(target, path, policy, change)]
    case 'keyed-ask':
      if (key !== null) return [applyEdit(target, path, 'ask', change)]
      return entryChanges(field, change).map(([entryPath, entryChange]) =>
        applyEdit(target, entryPath, 'ask', entryChange),
      )
    case 'set':
      return [applyList(target, field, change)]
    case 'fixed':
      return [keepFixed(target, field, change)]
    case 'server':
    case 'completions':
    case 'event-log':
    case undefined:
      throw new Error(`A change of a field that is ${policy ?? 'unknown'} was not refused.`)
  }
}

function applyEdit(
  target: FieldsTarget,
  path: string,
  policy: 'latest' | 'ask' | 'text',
  { from = null, to = null }: FieldChange,
): ChangeEffect {
  const { type, draft, stamp } = target
  const current = draft.value(path)
  const currentStamp = draft.stamp(path)
  const isRepeated = draft.isRemembered(path, to, stamp)
  const edit = { from, to, stamp, current, currentStamp, isRepeated }
  // OP3: what a rule wrote first stays, and nobody is asked.
  const isSettled = !isAbsent(current) && !isRepeated && isWrittenByRule(target, path, policy)
  const merge =
    isSettled && !sameValue(current, to) ? ({ effect: 'lost' } as const) : mergeField(policy, edit)
  switch (merge.effect) {
    case 'unchanged':
      return { effect: 'unchanged' }
    case 'lost':
      draft.remember(path, to, stamp, 'lost')
      return { effect: 'merged' }
    case 'conflict':
      return conflictOn(draft, path, { from, to }, merge.reason)
    case 'applied':
    case 'merged': {
      const { value } = merge
      // Two texts can together be longer than allowed, or (SE7) say what neither says alone: 密码 and a number.
      const isTooMuch =
        merge.effect === 'merged' &&
        (checkData(type, writePath(draft.data(), path, value), [path]) !== undefined ||
          (typeof value === 'string' && forbiddenText(value) !== null))
      if (isTooMuch) return conflictOn(draft, path, { from, to }, 'same-sentence-changed')
      draft.set(path, value, stamp)
      // ME4: every revision is kept, so also the one that was never current by itself.
      if (policy === 'text' && !sameValue(value, to)) draft.remember(path, to, stamp, 'replaced')
      return { effect: merge.effect }
    }
  }
}

/**
 * Whether a create says something that nobody chose: the day and the assignee of a task that a rule makes, and the words in which
 * the device says why a churn signal was suggested, in its own language.
 */
function isWrittenByRule(
  { type, record, isCreate }: FieldsTarget,
  field: string,
  policy: 'latest' | 'ask' | 'text',
): boolean {
  if (!isCreate) return false
  if (type === 'task') return policy === 'ask' && record.data['originKey'] !== undefined
  return type === 'churn-signal' && field === 'evidence'
}

/** A list as it was and as it should be says what to add and what to remove (ME5). */
function applyList(
  { draft, record, stamp, isCreate }: FieldsTarget,
  field: string,
  { from, to }: FieldChange,
): ChangeEffect {
  const before = stringsOf(from)
  const after = stringsOf(to)
  // OP3: this create made the record; what was removed since stays removed.
  const isRepeated = isCreate && record.createdAt === stamp.at && record.createdBy === stamp.by
  if (isRepeated) return { effect: 'unchanged' }
  const delta = {
    add: after.filter((item) => !before.includes(item)),
    remove: before.filter((item) => !after.includes(item)),
  }
  // A list that was never set is as good as an empty one.
  const isAsSeen = sameValue(stringsOf(draft.value(field)), before)
  if (!changeSet(draft, field, delta, stamp)) return { effect: 'unchanged' }
  return { effect: isAsSeen ? 'applied' : 'merged' }
}

function changeSet(
  draft: RecordDraft,
  field: string,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
  stamp: Stamp,
): boolean {
  const present = stringsOf(draft.value(field))
  const kept = present.filter((item) => !remove.includes(item) || add.includes(item))
  const items = [...new Set([...kept, ...add])]
  if (items.length === present.length && kept.length === present.length) return false
  draft.setList(field, items, stamp)
  return true
}

/** A patch of a fixed field got here only when it says what is there; a create may say something else. */
function keepFixed(target: FieldsTarget, field: string, change: FieldChange): ChangeEffect {
  const { draft } = target
  if (sameValue(draft.value(field), change.to)) return { effect: 'unchanged' }
  if (isTakenUpByBoth(target, field)) return { effect: 'unchanged' }
  return conflictOn(draft, field, change, 'same-field-changed')
}

/** OP3: of two people who take up the opinion in one note apart, the first wrote it down; nobody is asked who it was. */
function isTakenUpByBoth({ type, record, isCreate }: FieldsTarget, field: string): boolean {
  const isOfNote = type === 'feedback' && record.data['noteId'] !== undefined
  return isCreate && isOfNote && field === 'receivedBy'
}

function conflictOn(
  draft: RecordDraft,
  path: string,
  { from = null, to = null }: FieldChange,
  reason: OutcomeReason,
): ChangeEffect {
  const { at, by } = draft.stamp(path)
  const sides = { base: from, mine: to, theirs: draft.value(path) }
  return {
    effect: 'conflict',
    reason,
    conflict: { field: path, ...sides, theirsAt: at, theirsBy: by },
  }
}

/** A change of a whole keyed field, as changes of its entries. */
function entryChanges(field: string, { from, to }: FieldChange): [string, FieldChange][] {
  const before = entriesOf(from)
  const after = entriesOf(to)
  return [...new Set([...before.keys(), ...after.keys()])].map((key) => [
    `${field}.${key}`,
    { from: before.get(key) ?? null, to: after.get(key) ?? null },
  ])
}
