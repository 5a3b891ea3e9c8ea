import type { ChangeProposal } from '#shared/domain/change-watch.ts'
import { type DeclineReason, type LifeEvent, lifeEventTaskId } from '#shared/domain/life-event.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { ChangeRequest } from '#replica/replica.ts'
import { useCommit, useReplica, useStorageTrouble } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'
import { callOffTask } from './rule-task.ts'
import { saveChange, undecided } from './save-change.ts'
import { useChangeWords } from './use-change-words.ts'

/** R27: one tap makes the task that a change suggests, or declines it with a reason; undo takes that back. */
export function useDecideChange() {
  const messages = useMessages()
  const { texts, day, titleOfProposal } = useChangeWords()
  const replica = useReplica()
  const commit = useCommit()
  const trouble = useStorageTrouble()

  async function keep(requests: ChangeRequest[]): Promise<boolean> {
    const result = await commit(requests)
    if (!result.ok) toast({ tone: 'danger', text: messages.storage.notSaved(trouble()) })
    return result.ok
  }

  async function decide(
    card: RecordOf<'customer'>,
    proposal: ChangeProposal,
    decision: Pick<LifeEvent, 'state' | 'reason'>,
    said: string,
  ): Promise<void> {
    const { eventId } = proposal
    const { open, isWritten } = undecided(replica, proposal)
    const task = {
      title: titleOfProposal(proposal),
      kind: proposal.taskKind,
      dueOn: proposal.dueOn,
    }
    const decided = { ...open, ...decision }
    if (!(await keep(saveChange(replica, { eventId, from: open, to: decided, card, task })))) return
    const undo = () =>
      isWritten
        ? saveChange(replica, {
            eventId,
            from: decided,
            to: { ...open, state: 'open' },
            card,
            task,
          })
        : [
            { recordType: 'life-event', recordId: eventId, kind: 'archive', args: {} } as const,
            ...callOffTask(replica, lifeEventTaskId(eventId)),
          ]
    toast({
      tone: 'done',
      text: said,
      action: { label: messages.app.undo, onPress: () => void keep(undo()) },
    })
  }

  return {
    plan: (card: RecordOf<'customer'>, proposal: ChangeProposal) =>
      void decide(card, proposal, { state: 'planned' }, texts.planned(day(proposal.dueOn))),
    decline: (card: RecordOf<'customer'>, proposal: ChangeProposal, reason: DeclineReason) =>
      void decide(
        card,
        proposal,
        { state: 'declined', reason },
        texts.declined(messages.domain.declineReason[reason]),
      ),
  }
}
