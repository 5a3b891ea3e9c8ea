import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import type * as z from 'zod/mini'
import type { MergePolicy } from './merge-policy.ts'
import type { OutcomeReason } from './outcome.ts'
import type { RecordType } from './record.ts'
import { splitFieldPath } from './field-path.ts'
import { entriesOf } from './record-draft.ts'
import { sameValue } from './same-value.ts'

/** Why an operation cannot be taken; `details` name fields, never values. */
export interface DataProblem {
  reason: OutcomeReason
  details: string[]
}

/** The merge policy of a field, or undefined when this version knows no such field. */
export function policyOf(type: RecordType, field: string): MergePolicy | undefined {
  const { policies } = recordTypeDefinitions[type]
  // A field may not be called like something that objects inherit.
  return Object.hasOwn(policies, field) ? policies[field] : undefined
}

/**
 * Checks the paths that an operation touches against the schema of the record's type. What is wrong elsewhere,
 * and what a newer version wrote (PL4, I10), are not this operation's fault and do not stop it: unknown fields,
 * and members and list items that were in the data `before`.
 */
export function checkData(
  type: RecordType,
  data: Record<string, unknown>,
  paths: readonly string[],
  before: Record<string, unknown> = {},
): DataProblem | undefined {
  const known = Object.entries(data).filter(([field]) => policyOf(type, field) !== undefined)
  const parsed = recordTypeDefinitions[type].schema.safeParse(Object.fromEntries(known))
  if (parsed.success) return undefined
  const issues = parsed.error.issues.filter(
    (issue) => isTouched(issue.path.map(String), paths) && !isInherited(issue, data, before),
  )
  if (issues.length === 0) return undefined
  const unknown = issues.filter(({ code }) => code === 'unrecognized_keys')
  const [reason, found] =
    unknown.length > 0
      ? (['unknown-field', unknown] as const)
      : (['invalid-value', issues] as const)
  const details = new Set(found.map(({ path }) => path.slice(0, 2).join('.')))
  return { reason, details: [...details] }
}

function isTouched([field, key]: readonly string[], paths: readonly string[]): boolean {
  // A fault without a place concerns the whole.
  if (field === undefined) return true
  return paths.some((path) => {
    const touched = splitFieldPath(path)
    return (
      touched.field === field && (key === undefined || touched.key === null || touched.key === key)
    )
  })
}

function isInherited(
  issue: z.core.$ZodIssue,
  data: Record<string, unknown>,
  before: Record<string, unknown>,
): boolean {
  if (issue.code === 'unrecognized_keys') {
    const former = entriesOf(valueAt(before, issue.path))
    return issue.keys.every((name) => former.has(name))
  }
  const [field, index] = issue.path
  const former = typeof field === 'string' ? before[field] : undefined
  const isItem = Array.isArray(former) && typeof index === 'number'
  return isItem && former.some((item) => sameValue(item, valueAt(data, issue.path.slice(0, 2))))
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, name) => entriesOf(value).get(String(name)), data)
}
