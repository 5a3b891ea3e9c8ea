import { isTalkWithoutAssessment } from '#shared/domain/product-talk.ts'
import { ok } from '#shared/domain/result.ts'
import { wordingFaults } from '#shared/domain/template-wording.ts'
import { applyComplete, applyReopen } from './apply-completion.ts'
import { createRecord, fieldsOf, mergeCreate } from './apply-create.ts'
import { applyDecision } from './apply-decision.ts'
import { applyEvent } from './apply-event.ts'
import { applyFields, applySetChange, applyTextEdit } from './apply-fields.ts'
import { applyLook } from './apply-look.ts'
import {
  type ChangeAnswer,
  type ChangeEffect,
  type FieldConflict,
  type Refusal,
  rejected,
} from './change-effect.ts'
import { forbiddenContent, newContent } from './forbidden-content.ts'
import type { OperationDraft } from './operation.ts'
import type { OutcomeKind, OutcomeReason } from './outcome.ts'
import type { RecordBody, Stamp } from './record.ts'
import { refuseAssessment } from './refuse-assessment.ts'
import { openDraft, type RecordDraft } from './record-draft.ts'

export interface ApplyContext {
  /** When the operation was received, instant in ms by the clock of whoever applies it. */
  receivedAt: number
  /** Milliseconds to ADD to the times of the device to get the receiver's: negative when it is ahead. */
  clockOffset: number
}

export interface ApplyOutcome {
  outcome: OutcomeKind
  reason?: OutcomeReason
  /** Fields and codes, never values of a person. */
  details?: string[]
  /** The record as it is now; absent when the operation changed nothing. */
  record?: RecordBody
  conflicts: FieldConflict[]
}

/**
 * OP3: what an operation makes of a record, on the device for the screen and on the server for the truth.
 * Pure and idempotent: on a record that already has the effect it changes nothing. Whether the author may do this is not
 * asked here (`mayWrite`). The record must be the one that the operation names; it is not modified.
 */
export function applyOperation(
  record: RecordBody | undefined,
  operation: OperationDraft,
  { receivedAt, clockOffset }: ApplyContext,
): ApplyOutcome {
  // SE7: by the device before it stores, and by the server whatever the device did.
  const forbidden = refuseForbidden(operation) ?? refuseWording(operation)
  if (forbidden !== undefined) return refused(forbidden)
  // ME2: corrected, and never later than it was received, so that a wrong clock cannot win for ever; nor so early
  // that there is no such day.
  const at = Math.max(0, Math.min(operation.at + clockOffset, receivedAt))
  const stamp: Stamp = { at, by: operation.author }
  const tooOften = refuseAssessment(operation, record)
  if (tooOften !== undefined) return refused(tooOften)
  if (record === undefined) return applyToNothing(operation, stamp)

  const draft = openDraft(record)
  const answer = applyChange(record, draft, operation, stamp)
  if (!answer.ok) return refused(answer.error)
  const isRestored = draft.isArchived() && draft.isEdited() && operation.kind !== 'archive'
  // ME7: an edit of an archived record restores it, with a notice.
  if (isRestored) draft.setArchived(false, stamp)
  const result = draft.finish(operation.schemaVersion)
  const unsound = refuseTalk(record, result)
  if (unsound !== undefined) return refused(unsound)
  return { ...outcomeOf(answer.value, isRestored), ...changed(result) }
}

/** Names the fields and the kinds. An older client knows no reason of its own for it (PU4). */
export function refuseForbidden(operation: OperationDraft): Refusal | undefined {
  const found = forbiddenContent(operation)
  if (found.length === 0) return undefined
  const details = new Set([...found.map(({ field }) => field), ...found.map(({ kind }) => kind)])
  return rejected('invalid-value', [...details]).error
}

/** R26: what a template must not say, whoever sends it: the kinds of what is wrong, and no word of it. */
function refuseWording(operation: OperationDraft): Refusal | undefined {
  if (operation.recordType !== 'template') return undefined
  const faults = newContent(operation).flatMap(([field, value]) =>
    field === 'text' && typeof value === 'string' ? wordingFaults(value) : [],
  )
  if (faults.length === 0) return undefined
  return rejected('invalid-value', ['text', ...new Set(faults.map(({ kind }) => kind))]).error
}

/**
 * Invariant 11: the day of a note and what it says of a product are two fields, and two devices that change one each could make a
 * recommendation that no assessment bore. Whoever comes second keeps what he typed in an issue; a note that is so already can
 * still be changed otherwise.
 */
function refuseTalk(
  before: RecordBody | undefined,
  after: RecordBody | undefined,
): Refusal | undefined {
  if (after?.type !== 'interaction' || !isTalkWithoutAssessment(after.data)) return undefined
  if (before !== undefined && isTalkWithoutAssessment(before.data)) return undefined
  return rejected('invalid-value', ['productTalk', 'no-assessment']).error
}

function applyToNothing(operation: OperationDraft, stamp: Stamp): ApplyOutcome {
  // ME7: an update never creates.
  if (operation.kind !== 'create') {
    return { outcome: 'gone', reason: 'record-not-found', conflicts: [] }
  }
  const made = createRecord(operation, fieldsOf(operation.args.data), stamp)
  if (!made.ok) return refused(made.error)
  const unsound = refuseTalk(undefined, made.value)
  if (unsound !== undefined) return refused(unsound)
  return { outcome: 'applied', record: made.value, conflicts: [] }
}

function applyChange(
  record: RecordBody,
  draft: RecordDraft,
  operation: OperationDraft,
  stamp: Stamp,
): ChangeAnswer {
  const target = { type: operation.recordType, record, draft, stamp, isCreate: false }
  switch (operation.kind) {
    case 'create':
      return mergeCreate({ ...target, isCreate: true }, fieldsOf(operation.args.data))
    case 'patch':
      return applyFields(target, operation.args.changes)
    case 'edit-text':
      return applyTextEdit(target, operation.args)
    case 'add':
      return applySetChange(target, operation.args.field, { add: operation.args.items, remove: [] })
    case 'remove':
      return applySetChange(target, operation.args.field, { add: [], remove: operation.args.items })
    case 'append':
      return applyEvent(target, operation.args.event)
    case 'complete':
      return applyComplete(target, operation.args)
    case 'reopen':
      return applyReopen(target, operation.args)
    case 'accept':
      return applyDecision(target, { state: 'accepted' })
    case 'return':
      return applyDecision(target, { state: 'returned', reason: operation.args.reason })
    case 'look':
      return applyLook(operation.recordType, operation.args.field)
    case 'archive':
      return setArchived(draft, true, stamp)
    case 'restore':
      return setArchived(draft, false, stamp)
  }
}

function setArchived(draft: RecordDraft, archived: boolean, stamp: Stamp): ChangeAnswer {
  const isChange = draft.isArchived() !== archived && !draft.isArchiveOverruled(archived, stamp)
  if (isChange) draft.setArchived(archived, stamp)
  return ok([{ effect: isChange ? 'applied' : 'unchanged' }])
}

function outcomeOf(
  effects: readonly ChangeEffect[],
  isRestored: boolean,
): Omit<ApplyOutcome, 'record'> {
  const conflicting = effects.filter((effect) => effect.effect === 'conflict')
  const conflicts = conflicting.map(({ conflict }) => conflict)
  const [first] = conflicting
  if (first !== undefined) {
    const details = conflicts.map(({ field }) => field)
    return { outcome: 'conflict', reason: first.reason, details, conflicts }
  }
  const has = (wanted: ChangeEffect['effect']): boolean =>
    effects.some(({ effect }) => effect === wanted)
  const outcome = has('merged') ? 'merged' : has('applied') ? 'applied' : 'noop'
  return { outcome, ...(isRestored ? { reason: 'archived-restored' } : {}), conflicts }
}

function refused({ outcome, reason, details }: Refusal): ApplyOutcome {
  return { outcome, reason, details, conflicts: [] }
}

function changed(record: RecordBody | undefined): { record?: RecordBody } {
  return record === undefined ? {} : { record }
}
