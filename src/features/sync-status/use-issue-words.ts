import type { RecordOf } from '#shared/domain/record-types.ts'
import { useReplica } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { issueWords } from './issue-words.ts'
import { subjectOf } from './ledger.ts'
import type { Subject } from './record-subject.ts'
import { typedContent, type TypedLine } from './typed-content.ts'
import { useWords } from './use-words.ts'
import type { Words } from './value-words.ts'

/** All that is said of an issue: about what, why, what to do, and everything that was typed. */
export interface IssueWords {
  subject: Subject
  /** The type of the record in words: “任务”. */
  typeWords: string
  title: string
  why: string
  advice: string
  /** Who typed it, where that was a colleague. */
  author: string | null
  lines: TypedLine[]
  words: Words
}

/** The words of one issue in the present language. */
export function useIssueWords({ data }: RecordOf<'sync-issue'>): IssueWords {
  const messages = useMessages()
  const replica = useReplica()
  const words = useWords()
  const { recordType, recordId, operation, typedBy } = data
  const subject = subjectOf(recordType, recordId, operation, replica, words)
  const ownerId =
    subject.customerId === null
      ? undefined
      : replica.get('customer', subject.customerId)?.data.ownerId
  const types: Record<string, string> = messages.domain.recordType
  return {
    subject,
    typeWords: types[recordType] ?? messages.sync.otherRecord,
    ...issueWords(data, messages, {
      staffName: words.staffName,
      ownerName: ownerId === undefined ? null : words.staffName(ownerId),
    }),
    author: typedBy === undefined ? null : words.staffName(typedBy),
    lines: typedContent(recordType, operation, words),
    words,
  }
}
