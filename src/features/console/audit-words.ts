import type { AuditItem } from '#shared/protocol/audit-message.ts'
import type { Messages } from '#i18n/messages.ts'

interface AuditTexts {
  events: Record<string, string>
  refTypes: Record<string, string>
  codes: Record<string, string>
  byServer: string
  byOperator: string
  unknownPerson: string
}

/** What happened; an event that this version does not know is said by its own name. */
export function eventWords({ what }: AuditItem, { events }: AuditTexts): string {
  return events[what] ?? what
}

/** Who did it. */
export function doerWords({ by, what, code }: AuditItem, texts: AuditTexts): string {
  if (by !== null) return by.name
  if (what === 'sign-in-refused') return texts.unknownPerson
  return code?.includes('by operator') === true ? texts.byOperator : texts.byServer
}

/** To what it was done: a colleague by name, a record by its type and the end of its id; null for nothing. */
export function objectWords(
  { about, refType, refId }: AuditItem,
  { refTypes }: AuditTexts,
): string | null {
  if (about !== null) return `${about.name} ${about.staffNo}`
  if (refType === null && refId === null) return null
  const type = refType === null ? '' : (refTypes[refType] ?? refType)
  return [type, refId === null ? '' : shortId(refId)].filter(Boolean).join(' ')
}

/** What came of it; null where the event says it already. */
export function resultWords(
  { code, what }: AuditItem,
  { codes }: AuditTexts,
  roleNames: Messages['roleNames'],
): string | null {
  if (code === null || code === 'by operator') return null
  if (what === 'staff-added' || what === 'staff-changed') {
    const [first = '', ...rest] = code.split(' ')
    const names: Record<string, string> = roleNames
    return [Object.hasOwn(names, first) ? names[first] : first, ...rest].join(' ')
  }
  // ME8: the other card.
  const isMerge = what === 'customers-merged' || what === 'merge-undone'
  return isMerge ? shortId(code) : (codes[code] ?? code)
}

/** The last eight digits tell records apart; the whole id is in the details. */
export function shortId(id: string): string {
  return id.length === 36 ? `…${id.slice(-8)}` : id
}
