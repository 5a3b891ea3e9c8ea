import { useMemo } from 'react'
import { splitFieldPath } from '#shared/protocol/field-path.ts'
import { RecordType } from '#shared/protocol/record.ts'
import { useReplica } from '#replica/use-replica.ts'
import { fieldKind } from '#features/sync-status/field-kinds.ts'
import { recordSubject } from '#features/sync-status/record-subject.ts'
import { eventWords } from '#features/sync-status/typed-content.ts'
import { useWords } from '#features/sync-status/use-words.ts'
import {
  fieldLabel,
  maskedWords,
  valueWords,
  type Words,
} from '#features/sync-status/value-words.ts'
import type { HistoryWords, ValueWords } from '#features/history/history-words.ts'

/** Puts histories into the words of the sync ledger, masked where the screens of the records mask (domain 5.2). */
export function useHistoryWords(): HistoryWords {
  const words = useWords()
  const replica = useReplica()
  return useMemo(() => {
    const types: Record<string, string> = words.messages.domain.recordType
    return {
      describe: (recordType, path, value) => describe(recordType, path, value, words),
      staffName: words.staffName,
      typeWords: (recordType) => types[recordType] ?? words.messages.sync.otherRecord,
      subject(recordType, recordId) {
        const type = RecordType.safeParse(recordType)
        const record = type.success ? replica.get(type.data, recordId) : undefined
        return recordSubject(recordType, recordId, record?.data, words)
      },
    }
  }, [words, replica])
}

function describe(
  recordType: string,
  path: string,
  value: unknown,
  words: Words,
): ValueWords | null {
  const { field } = splitFieldPath(path)
  if (field === 'completions') return completionWords(value, words)
  if (field === 'events') return eventWords(value, words)
  if (fieldKind(recordType, field) === 'hidden') return null
  const label = fieldLabel(recordType, path, words)
  const text = isEmpty(value) ? '' : valueWords(recordType, path, value, words)
  return { label, text, masked: maskedWords(recordType, path, value, words) }
}

function completionWords(value: unknown, { messages }: Words): ValueWords {
  const { completed, reopened } = messages.history
  if (typeof value !== 'object' || value === null) {
    return { label: messages.sync.completionResult, text: reopened, masked: null }
  }
  const result = 'result' in value && typeof value.result === 'string' ? value.result : ''
  return { label: completed, text: result || completed, masked: null }
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  )
}
