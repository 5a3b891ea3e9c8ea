/** What happened in one history, as plain JSON. This folder imports nothing of the product: it must not share its faults. */
export interface Journal {
  seed: string
  people: JournalPerson[]
  typed: Typed[]
  server: {
    records: ServerRecord[]
    /** What each operation was answered, by the table of results. */
    results: { operation: string; outcome: string; reason: string | null; device: string }[]
    /** Operations put aside for review, as text. */
    kept: string[]
    audit: { operation: string; code: string }[]
    /** How often a backup was put back: what it lacked was offered again. */
    restores: number
    /** Its clock at the end, instant in ms. */
    now: number
  }
  devices: JournalDevice[]
  observations: Observation[]
}

export interface JournalPerson {
  id: string
  role: string
  branch: string
  active: boolean
}

/** One change that a person made on a device. */
export interface Typed {
  step: number
  person: string
  device: string
  record: string
  kind: string
  /** Null when the device was killed before it said “saved”. */
  operation: string | null
  /** Texts that nobody else writes, new in this change. */
  marks: string[]
  /** Marks that stood in the record when the change was made. */
  saw: string[]
  /** Marks that this change takes out of a text or a list. */
  removes: string[]
  /** The id of a completion or of an event, where the change adds one. */
  adds: string | null
}

export interface ServerRecord {
  type: string
  id: string
  scope: string
  seq: number
  /** The record as the server stores it. */
  body: RecordContent
}

export interface RecordContent {
  data: Record<string, unknown>
  archivedAt?: number
  stamps?: Record<string, { at: number; by: string }>
  updatedAt?: number
  history?: { field: string; value: unknown; at: number; by: string; why: string }[]
}

export interface JournalDevice {
  name: string
  person: string
  records: { type: string; id: string; scope: string; seq: number; body: RecordContent }[]
  /** Operations that still wait, as text; with somebody who has left, also those that would be offered once more. */
  waiting: string[]
}

/** What one tab showed at one moment. */
export interface Observation {
  step: number
  device: string
  tab: number
  /** A backup was put back and not everything is offered again yet: what was shown may be gone for a while. */
  healing: boolean
  /** By record, `type|id`: the marks in it, in its history or in an operation on it that waits. */
  records: Record<string, string[]>
}

/** A mark: letters that no rule takes for a number. */
export const markPattern = /标[甲乙丙丁戊己庚辛壬癸]+标/g

/** The marks in any value, each once. */
export function marksIn(value: unknown): string[] {
  return [...new Set(JSON.stringify(value ?? null).match(markPattern))]
}
