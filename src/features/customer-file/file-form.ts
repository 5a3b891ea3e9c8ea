import * as z from 'zod/mini'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { dayFault } from '#shared/domain/day-bounds.ts'
import { forbiddenText } from '#shared/domain/forbidden-text.ts'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import type { RecordType } from '#shared/protocol/record.ts'
import type { ChangeRequest } from '#replica/replica.ts'

/** The record types of a customer's file that have a sheet of their own. */
export type FileType = Extract<
  RecordType,
  | 'need'
  | 'finance-snapshot'
  | 'relation'
  | 'service-plan'
  | 'churn-signal'
  | 'consent'
  | 'life-event'
  | 'feedback'
>

/** What stands in the fields of a sheet; `''` is nothing. */
export const FileValues = z.record(z.string(), z.string())
export type FileValues = z.infer<typeof FileValues>

/** The form as it is kept, with what it said when it was opened (ME1). */
export const FileDraft = z.object({ opened: FileValues, values: FileValues })
export type FileDraft = z.infer<typeof FileDraft>

type Data = Record<string, unknown>

/** The texts of a record's data, for its form. */
export function fileValuesOf(data: object, names: readonly string[]): FileValues {
  const known: Data = { ...data }
  return Object.fromEntries(
    names.map((name) => [name, typeof known[name] === 'string' ? known[name] : '']),
  )
}

/** The fields that say something, trimmed. */
export function filledOf(values: FileValues): Data {
  return Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value !== ''),
  )
}

/** What is wrong with a form, as codes of the catalogue by field; empty when it may be saved. */
export function gapsIn(type: FileType, data: Data, values: FileValues): Record<string, string> {
  const gaps: Record<string, string> = {}
  const checked = recordTypeDefinitions[type].schema.safeParse(data)
  for (const { path, message } of checked.error?.issues ?? []) {
    const field = String(path[0])
    gaps[field] ??= data[field] === undefined ? 'required' : message
  }
  for (const [field, value] of Object.entries(values)) {
    const kind = forbiddenText(value)
    if (kind !== null) gaps[field] = kind
  }
  return gaps
}

/** Days of a sheet that cannot be: a half-typed year, or a day to come for what has happened. */
export function dayGapsIn(
  fields: readonly { name: string; kind: string; last?: CivilDate }[],
  values: FileValues,
): Record<string, string> {
  const gaps: Record<string, string> = {}
  for (const { name, kind, last } of fields) {
    const fault = kind === 'date' ? dayFault(values[name] ?? '', { last }) : null
    if (fault !== null) gaps[name] = fault
  }
  return gaps
}

/** A new record, or only what differs from what the form said when it was opened; texts go as edits of texts (ME4). */
export function fileChanges(
  { type, id, isNew }: { type: FileType; id: string; isNew: boolean },
  from: Data,
  to: Data,
): ChangeRequest[] {
  if (isNew) return [{ recordType: type, recordId: id, kind: 'create', args: { data: to } }]
  const { policies } = recordTypeDefinitions[type]
  const changed = Object.keys(policies).filter(
    (field) => policies[field] !== 'fixed' && (from[field] ?? null) !== (to[field] ?? null),
  )
  const isText = (field: string) => policies[field] === 'text'
  const changes = Object.fromEntries(
    changed
      .filter((field) => !isText(field))
      .map((field) => [field, { from: from[field] ?? null, to: to[field] ?? null }]),
  )
  const record = { recordType: type, recordId: id }
  const patches: ChangeRequest[] =
    Object.keys(changes).length === 0 ? [] : [{ ...record, kind: 'patch', args: { changes } }]
  const edits = changed.filter(isText).map((field): ChangeRequest => {
    const args = { field, from: textOf(from[field]), to: textOf(to[field]) }
    return { ...record, kind: 'edit-text', args }
  })
  return [...patches, ...edits]
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
