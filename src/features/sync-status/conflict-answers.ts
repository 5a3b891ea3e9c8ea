import * as z from 'zod/mini'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { RecordType } from '#shared/protocol/record.ts'
import { presentSide, type RecordNow } from './present-side.ts'
import { composeText, openPassages, textPassages, type Passage } from './text-passages.ts'

const Side = z.enum(['mine', 'theirs'])

/** What was picked so far, kept sealed while the form is open: versions of fields, and passages of texts. */
export const ConflictAnswers = z.object({
  picks: z.record(z.string(), Side),
  texts: z.record(
    z.string(),
    z.object({
      /** The version that the passages were picked against. */
      theirs: z.string(),
      choices: z.record(z.string(), z.enum(['mine', 'theirs', 'both'])),
      /** Written by hand: counts instead of the picks. */
      edited: z.nullable(z.string()),
    }),
  ),
})
export type ConflictAnswers = z.infer<typeof ConflictAnswers>

export const noAnswers: ConflictAnswers = { picks: {}, texts: {} }

export type TextAnswer = ConflictAnswers['texts'][string]
type Conflict = SyncIssue['fields'][number]

/** A text in conflict, as its form sees it. */
export interface TextConflict {
  mine: string
  theirs: string
  passages: readonly Passage[]
  answer: TextAnswer
  /** The text as the answer makes it. */
  result: string
  /** Passages without a pick. */
  open: number
  /** Characters that the field takes. */
  longest: number
}

/** ME4: whether a field is a text that is put together by sentences. */
export function isTextConflict(recordType: string, field: string): boolean {
  const type = RecordType.safeParse(recordType)
  return type.success && recordTypeDefinitions[type.data].policies[field] === 'text'
}

/** Both versions of a text passage by passage, with what was picked of them so far. */
export function textConflict(
  recordType: string,
  conflict: Conflict,
  record: RecordNow,
  answers: ConflictAnswers,
): TextConflict {
  const mine = textOf(conflict.mine)
  const theirs = textOf(presentSide(conflict, record).value)
  const passages = textPassages(textOf(conflict.base), mine, theirs)
  const kept = answers.texts[conflict.field]
  // Picks against a version that has changed since say nothing about the present one; what was written by hand stays.
  const choices = kept?.theirs === theirs ? kept.choices : {}
  const answer = { theirs, choices, edited: kept?.edited ?? null }
  return {
    mine,
    theirs,
    passages,
    answer,
    result: answer.edited ?? composeText(passages, choices),
    open: answer.edited === null ? openPassages(passages, choices) : 0,
    longest:
      recordType === 'interaction' && conflict.field === 'text'
        ? textLimits.note
        : textLimits.paragraph,
  }
}

/** What a conflict settles on for each field: a version, or a text put together. `open`: picks that are missing. */
export function settledFields(
  { recordType, fields }: Pick<SyncIssue, 'recordType' | 'fields'>,
  record: RecordNow,
  answers: ConflictAnswers,
): { open: number; tooLong: boolean; values: { field: string; from: unknown; to: unknown }[] } {
  const values: { field: string; from: unknown; to: unknown }[] = []
  let open = 0
  let tooLong = false
  for (const conflict of fields) {
    const { field, mine } = conflict
    const { value: from } = presentSide(conflict, record)
    if (isTextConflict(recordType, field)) {
      const text = textConflict(recordType, conflict, record, answers)
      open += text.open
      tooLong ||= text.result.length > text.longest
      values.push({ field, from, to: text.result })
    } else {
      const pick = answers.picks[field]
      if (pick === undefined) open += 1
      values.push({ field, from, to: pick === 'mine' ? (mine ?? null) : from })
    }
  }
  return { open, tooLong, values }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
