import type { RecordOf } from '#shared/domain/record-types.ts'
import { importedBirthdayId } from './imported-records.ts'

/** Why a customer stays when the import that brought it is taken back; in the order in which they are looked for. */
export const keptReasons = [
  'handed-over',
  'in-handover',
  'merged',
  'card-changed',
  'profile-changed',
  'has-notes',
  'has-tasks',
  'has-dates',
  'has-complaints',
  'has-file',
  'not-allowed',
] as const
export type KeptReason = (typeof keptReasons)[number]

/** What is known of a customer that an import brought. */
export interface ImportedCustomerFacts {
  card: RecordOf<'customer'>
  profile: RecordOf<'profile'> | undefined
  dates: readonly RecordOf<'important-date'>[]
  notes: number
  tasks: number
  complaints: number
  /** Needs, snapshots, relations, churn signals, consents and the plan, as far as the import did not bring them. */
  fileEntries: number
  isInHandover: boolean
  /** Whether somebody is shown under this customer, or it under somebody (ME8). */
  isMerged: boolean
  /** Whether the person who asks may archive the card. */
  mayArchive: boolean
}

/** Whether this is as an import left it: of the ids that the import gives, and nobody changed it since. */
export function isAsImported(
  record: Pick<RecordOf<'need'>, 'id' | 'stamps'>,
  own: ReadonlySet<string>,
): boolean {
  return own.has(record.id) && !isChanged(record)
}

/** Why a customer stays: somebody worked with it since. Null: it is as the import left it, and goes. */
export function keptReason(facts: ImportedCustomerFacts): KeptReason | null {
  const { card, profile, dates } = facts
  const own = importedBirthdayId(card.id)
  const checks: readonly (readonly [KeptReason, boolean])[] = [
    ['handed-over', !facts.mayArchive],
    ['in-handover', facts.isInHandover],
    ['merged', facts.isMerged],
    ['card-changed', isChanged(card)],
    ['profile-changed', profile !== undefined && isChanged(profile)],
    ['has-notes', facts.notes > 0],
    ['has-tasks', facts.tasks > 0],
    ['has-dates', dates.some((date) => date.id !== own || isChanged(date))],
    ['has-complaints', facts.complaints > 0],
    ['has-file', facts.fileEntries > 0],
  ]
  return checks.find(([, holds]) => holds)?.[0] ?? null
}

/** Only fields that were changed after the creation have stamps. */
function isChanged({ stamps = {} }: { stamps?: object | undefined }): boolean {
  return Object.keys(stamps).length > 0
}

/** Customers of one import. */
export interface PastImport {
  importId: string
  cards: readonly RecordOf<'customer'>[]
  /** When its first customer was made (ms), and by whom. */
  begunAt: number
  by: string
}

/** The imports whose customers are still there, the latest first; `by`: of one person alone. */
export function pastImports(
  cards: readonly RecordOf<'customer'>[],
  by: string | null,
): PastImport[] {
  const found = new Map<string, RecordOf<'customer'>[]>()
  for (const card of cards) {
    const { importId } = card.data
    if (importId === undefined || (by !== null && card.createdBy !== by)) continue
    const known = found.get(importId)
    if (known === undefined) found.set(importId, [card])
    else known.push(card)
  }
  return [...found]
    .map(([importId, ofImport]) => {
      const first = ofImport.reduce((one, other) => (other.createdAt < one.createdAt ? other : one))
      return { importId, cards: ofImport, begunAt: first.createdAt, by: first.createdBy }
    })
    .toSorted((one, other) => other.begunAt - one.begunAt)
}
