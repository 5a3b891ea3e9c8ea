import { mayHoldMasked } from '#shared/domain/masking.ts'
import { readPath, splitFieldPath } from '#shared/protocol/field-path.ts'
import { Change } from '#shared/protocol/operation.ts'
import { dayContent } from './date-content.ts'
import { fieldKind } from './field-kinds.ts'
import { fieldLabel, maskedWords, valueWords, type Words } from './value-words.ts'

/** One thing that was typed: a label and its value, both in words. */
export interface TypedLine {
  id: string
  label: string
  value: string
  /** What is shown until somebody asks for the value (SE7); null where nothing is hidden. */
  masked: string | null
  /** What stands there now, where that helps to decide. */
  present?: { value: string; masked: string | null } | undefined
}

/**
 * OP4: everything that was typed in an operation, in words. An operation that this version does not understand is
 * given as it was sent.
 */
export function typedContent(
  recordType: string,
  operation: Record<string, unknown>,
  words: Words,
): TypedLine[] {
  // SE7: of a customer who was erased the server keeps nothing that was typed.
  if (operation['args'] === undefined) return []
  const change = Change.safeParse({ kind: operation['kind'], args: operation['args'] })
  if (!change.success) {
    const raw = JSON.stringify(operation['args'] ?? operation, null, 2)
    // Nobody can tell what of it would have to be masked.
    const masked = mayHoldMasked(recordType) ? maskedWhole : null
    return [{ id: 'raw', label: words.messages.sync.otherField, value: raw, masked }]
  }
  const line = (path: string, value: unknown): TypedLine => ({
    id: path,
    label: fieldLabel(recordType, path, words),
    value: valueWords(recordType, path, value, words),
    masked: maskedWords(recordType, path, value, words),
  })
  const { kind, args } = change.data
  switch (kind) {
    case 'create': {
      const day = recordType === 'important-date' ? dayContent(args.data, words) : null
      const said = new Set([...(day?.parts ?? []), ...(day?.unasked ?? [])])
      const lines = Object.entries(args.data)
        .filter(([field, value]) => isTyped(recordType, field) && !isEmpty(value))
        .filter(([field]) => !said.has(field))
        // Words of the person's own come first; what was chosen follows, then whom it is about.
        .toSorted(([one], [other]) => weight(recordType, one) - weight(recordType, other))
        .map(([field, value]) => line(field, value))
      if (day === null) return lines
      const label = words.messages.sync.dayOfMonth
      return [{ id: 'day', label, value: day.text, masked: null }, ...lines]
    }
    case 'patch':
      return Object.entries(args.changes)
        .filter(([path]) => isTyped(recordType, splitFieldPath(path).field))
        .map(([path, { to }]) => line(path, to))
    case 'edit-text':
      return [line(args.field, args.to)]
    case 'add':
    case 'remove':
      return [line(args.field, args.items)]
    case 'append':
      return eventLines(args.event, words)
    case 'complete':
      if (args.result === undefined) return []
      return [plain('result', words.messages.sync.completionResult, args.result)]
    case 'return':
      return [plain('reason', words.messages.sync.returnReason, args.reason)]
    case 'reopen':
    case 'look':
    case 'accept':
    case 'archive':
    case 'restore':
      return []
  }
}

/** The same lines, those that would change a field with what stands there now. */
export function withPresent(
  lines: readonly TypedLine[],
  { recordType, operation }: { recordType: string; operation: Record<string, unknown> },
  data: object,
  words: Words,
): TypedLine[] {
  if (operation['kind'] !== 'patch' && operation['kind'] !== 'edit-text') return [...lines]
  return lines.map((line) => {
    const value = readPath({ ...data }, line.id)
    return {
      ...line,
      present: {
        value: valueWords(recordType, line.id, value, words),
        masked: maskedWords(recordType, line.id, value, words),
      },
    }
  })
}

function plain(id: string, label: string, value: string): TypedLine {
  return { id, label, value, masked: null }
}

/** An event of a complaint as one line of its history: the step, and what was written. */
export function eventWords(
  event: unknown,
  words: Words,
): { label: string; text: string; masked: null } | null {
  if (typeof event !== 'object' || event === null) return null
  const [kind, ...rest] = eventLines({ ...event }, words)
  const text = rest.map(({ label, value }) => `${label}${words.messages.sync.colon}${value}`)
  return {
    label: words.messages.sync.eventFields['kind'] ?? '',
    text: [kind?.value ?? '', ...text].join('\n'),
    masked: null,
  }
}

/** Stands for what cannot be told apart. */
const maskedWhole = '****'

const eventFrame = ['id', 'by', 'occurredAt', 'recordedAt', 'no']

function eventLines(event: Record<string, unknown>, { messages }: Words): TypedLine[] {
  const labels: Record<string, string> = messages.sync.eventFields
  const eventKinds: Record<string, string> = messages.domain.complaintEvent
  const ways: Record<string, string> = messages.domain.noticeHow
  const inWords = (field: string, value: unknown) => {
    if (typeof value === 'boolean') return value ? messages.sync.yes : messages.sync.no
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    if (field === 'kind') return eventKinds[text] ?? text
    return field === 'noticeHow' ? (ways[text] ?? text) : text
  }
  const { kind, ...rest } = event
  return Object.entries({ kind, ...rest })
    .filter(([field, value]) => !eventFrame.includes(field) && !isEmpty(value))
    .map(([field, value]) =>
      plain(field, labels[field] ?? messages.sync.otherField, inWords(field, value)),
    )
}

function weight(recordType: string, field: string): number {
  const kind = fieldKind(recordType, field)
  if (kind === 'text') return 0
  return kind === 'customer' || kind === 'staff' ? 2 : 1
}

function isTyped(recordType: string, field: string): boolean {
  return fieldKind(recordType, field) !== 'hidden'
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
