import type { ChurnSuggestion } from '#shared/domain/churn-suggestions.ts'
import { type ChurnSignal, interventionTaskId } from '#shared/domain/churn-signal.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import {
  useCommit,
  useNewId,
  useReplica,
  useStorageTrouble,
  useToday,
} from '#replica/use-replica.ts'
import { useChurnMessages } from '#i18n/churn/use-churn-messages.ts'
import { useLanguage } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'
import { reasonWords } from './churn-words.ts'
import { callOffTask } from './rule-task.ts'
import { saveSignal } from './save-signal.ts'

/** What a suggestion is as a record. */
export function useSignalOf(): (suggestion: ChurnSuggestion) => Omit<ChurnSignal, 'taskId'> {
  const { language } = useLanguage()
  const texts = useChurnMessages()
  const today = useToday()
  return ({ customerId, severity, reason }) => ({
    customerId,
    kind: reason.kind,
    severity,
    evidence: reasonWords(reason, { texts, language }),
    noticedOn: today,
    state: 'open',
  })
}

/** R43: one tap makes a suggestion a record and its intervention a task of today; undo takes both back. */
export function useTakeUp(): (
  card: RecordOf<'customer'>,
  suggestion: ChurnSuggestion,
) => Promise<void> {
  const { messages } = useLanguage()
  const texts = useChurnMessages()
  const replica = useReplica()
  const commit = useCommit()
  const newId = useNewId()
  const trouble = useStorageTrouble()
  const today = useToday()
  const signalOf = useSignalOf()

  async function undo(signalId: string) {
    await commit([
      { recordType: 'churn-signal', recordId: signalId, kind: 'archive', args: {} },
      ...callOffTask(replica, interventionTaskId(signalId)),
    ])
  }

  return async (card, suggestion) => {
    const from = signalOf(suggestion)
    const result = await commit(
      saveSignal(replica, {
        signalId: suggestion.id,
        from,
        to: { ...from, state: 'intervening' },
        card,
        today,
        taskTitle: texts.task(messages.customerFile.churnKind[suggestion.reason.kind]),
        completionId: newId(),
      }),
    )
    if (!result.ok) {
      toast({ tone: 'danger', text: messages.storage.notSaved(trouble()) })
      return
    }
    toast({
      tone: 'done',
      text: texts.takenUp,
      action: { label: messages.app.undo, onPress: () => void undo(suggestion.id) },
    })
  }
}
