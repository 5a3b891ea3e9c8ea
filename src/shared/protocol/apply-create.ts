import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import { ok, type Result } from '#shared/domain/result.ts'
import * as z from 'zod/mini'
import { addCompletion } from './apply-completion.ts'
import { applyEvent, checkFirstEvents } from './apply-event.ts'
import { applyFields, type FieldsTarget } from './apply-fields.ts'
import { type ChangeAnswer, type ChangeEffect, type Refusal, rejected } from './change-effect.ts'
import { checkData, policyOf } from './check-data.ts'
import type { OperationDraft } from './operation.ts'
import type { RecordBody, RecordType, Stamp } from './record.ts'
import { hasEntryKeys } from './entry-keys.ts'
import { entriesOf } from './record-draft.ts'
import { isAbsent } from './same-value.ts'

const FirstEvent = z.looseObject({ id: z.string(), kind: z.string() })
const FirstCompletion = z.looseObject({ by: z.string() })

/** The fields that a create says something about: `null` means absent. */
export function fieldsOf(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => !isAbsent(value)))
}

/** OP2: the record that a create makes where there was none. */
export function createRecord(
  { recordType: type, recordId: id, schemaVersion }: OperationDraft,
  data: Record<string, unknown>,
  stamp: Stamp,
): Result<RecordBody, Refusal> {
  const refusal = checkCreate(type, id, data, stamp)
  if (refusal !== undefined) return refusal
  return ok({
    type,
    id,
    schemaVersion,
    data,
    createdAt: stamp.at,
    createdBy: stamp.by,
    updatedAt: stamp.at,
    updatedBy: stamp.by,
  })
}

/**
 * OP3: a create of a record that is there (the rule of two devices made the same one, or it is pushed again)
 * merges field by field, as edits of what was absent. It never takes anything away.
 */
export function mergeCreate(target: FieldsTarget, data: Record<string, unknown>): ChangeAnswer {
  const { type, record, stamp } = target
  const refusal = checkCreate(type, record.id, data, stamp)
  if (refusal !== undefined) return refusal
  const effects: ChangeEffect[] = []
  const changes: Record<string, { from: null; to: unknown }> = {}
  for (const [field, to] of Object.entries(data)) {
    const policy = policyOf(type, field)
    if (policy !== 'completions' && policy !== 'event-log') changes[field] = { from: null, to }
  }
  for (const [id, completion] of entriesOf(data['completions'])) {
    const answer = addCompletion(target, id, completion)
    if (!answer.ok) return answer
    effects.push(...answer.value)
  }
  for (const event of entriesOf(data['events']).values()) {
    const answer = applyEvent(target, FirstEvent.parse(event))
    if (!answer.ok) return answer
    effects.push(...answer.value)
  }
  const answer = applyFields(target, changes)
  return answer.ok ? ok([...effects, ...answer.value]) : answer
}

function checkCreate(
  type: RecordType,
  id: string,
  data: Record<string, unknown>,
  stamp: Stamp,
): ReturnType<typeof rejected> | undefined {
  const fields = Object.keys(data)
  const unknown = fields.filter((field) => policyOf(type, field) === undefined)
  if (unknown.length > 0) return rejected('unknown-field', unknown)
  const serverOwned = fields.filter((field) => policyOf(type, field) === 'server')
  if (serverOwned.length > 0) return rejected('server-owned-field', serverOwned)
  const badlyKeyed = fields.filter((field) => !hasEntryKeys(policyOf(type, field), data[field]))
  if (badlyKeyed.length > 0) return rejected('invalid-value', badlyKeyed)
  const events = data['events']
  if (policyOf(type, 'events') === 'event-log' && events !== undefined) {
    const refusal = checkFirstEvents(events, stamp.by)
    if (refusal !== undefined) return refusal
  }
  // Fields that are required and missing count, too.
  const problem = checkData(type, data, Object.keys(recordTypeDefinitions[type].policies))
  if (problem !== undefined) return rejected(problem.reason, problem.details)
  // A profile has the id of its customer.
  if (type === 'profile' && data['customerId'] !== id)
    return rejected('invalid-value', ['customerId'])
  const completions = [...entriesOf(data['completions']).values()]
  const isForeign = completions.some((entry) => FirstCompletion.parse(entry).by !== stamp.by)
  return isForeign ? rejected('foreign-author', ['completions.by']) : undefined
}
