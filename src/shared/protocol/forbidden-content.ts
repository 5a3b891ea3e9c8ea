import { type ForbiddenText, forbiddenText, maskForbidden } from '#shared/domain/forbidden-text.ts'
import { splitFieldPath } from './field-path.ts'
import type { Change } from './operation.ts'

/** Where an operation says what must not be kept: a field or argument, and the kind; never what it found. */
export interface ForbiddenContent {
  field: string
  kind: ForbiddenText
}

/**
 * SE7: what must not be written down, in any text that an operation wants to become part of a record. What it changes
 * `from` is not looked at: it is how such a text is taken out again.
 */
export function forbiddenContent(change: Change): ForbiddenContent[] {
  return newContent(change).flatMap(([path, value]) => {
    const kind = kindIn(value)
    return kind === null ? [] : [{ field: splitFieldPath(path).field, kind }]
  })
}

/**
 * SE7: anything with a mask for each digit that must not be kept, names of members too; the same value when there is none.
 * For what is kept beside records: refused operations, and those that wait.
 */
export function withoutForbidden<Value>(value: Value): Value
export function withoutForbidden(value: unknown): unknown {
  return kindIn(value) === null ? value : masked(value)
}

function masked(value: unknown): unknown {
  if (typeof value === 'string') return isId(value) ? value : maskForbidden(value)
  if (typeof value === 'number' && kindIn(value) !== null) return maskForbidden(String(value))
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(masked)
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      isId(name) ? name : maskForbidden(name),
      masked(member),
    ]),
  )
}

/** What an operation wants to become part of a record: each field or path with its new value. */
export function newContent(change: Change): [field: string, value: unknown][] {
  switch (change.kind) {
    case 'create':
      return Object.entries(change.args.data)
    case 'patch':
      return Object.entries(change.args.changes).map(([path, { to }]) => [path, withKey(path, to)])
    case 'edit-text':
      return [[change.args.field, change.args.to]]
    case 'add':
      return [[change.args.field, change.args.items]]
    case 'append':
      return [['events', change.args.event]]
    case 'complete':
    case 'reopen':
      return [['completions', change.args]]
    case 'return':
      return [['returnReason', change.args.reason]]
    case 'remove':
    case 'accept':
    case 'look':
    case 'archive':
    case 'restore':
      return []
  }
}

/** The key of a new entry becomes part of the record, too. */
function withKey(path: string, to: unknown): unknown {
  const { key } = splitFieldPath(path)
  return key === null ? to : { [key]: to }
}

function kindIn(value: unknown): ForbiddenText | null {
  if (typeof value === 'string') return isId(value) ? null : forbiddenText(value)
  // Amounts and instants are shorter.
  if (typeof value === 'number') return Math.abs(value) < 1e15 ? null : forbiddenText(String(value))
  if (typeof value !== 'object' || value === null) return null
  for (const [name, member] of Object.entries(value)) {
    const kind = kindIn(name) ?? kindIn(member)
    if (kind !== null) return kind
  }
  return null
}

/** An id is made by chance, and chance makes card numbers, too. */
function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text)
}
