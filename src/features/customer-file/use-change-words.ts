import type { ChangeProposal } from '#shared/domain/change-watch.ts'
import { civilDateParts } from '#shared/domain/civil-date.ts'
import type { LifeEvent } from '#shared/domain/life-event.ts'
import { useReplica, useToday } from '#replica/use-replica.ts'
import { useChangesMessages } from '#i18n/changes/use-changes-messages.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { changeTaskTitle } from './change-words.ts'

/** Words for a change and for what it suggests. */
export function useChangeWords() {
  const { language } = useLanguage()
  const texts = useChangesMessages()
  const replica = useReplica()
  const presentYear = civilDateParts(useToday()).year

  /** What matures, where the important date says so. */
  const productOf = (dateId: string | null | undefined) =>
    (dateId ? replica.get('important-date', dateId)?.data.label : undefined) || texts.someProduct

  return {
    texts,
    day: (on: string) => formatDate(language, on, { presentYear }),
    titleOf: (change: Pick<LifeEvent, 'kind' | 'on' | 'note' | 'dateId'>) =>
      changeTaskTitle(
        { ...change, product: productOf(change.dateId) },
        { texts, language, presentYear },
      ),
    titleOfProposal({ eventId, kind, on, dateId }: ChangeProposal): string {
      const note = replica.get('life-event', eventId)?.data.note
      return changeTaskTitle(
        { kind, on, note, product: productOf(dateId) },
        { texts, language, presentYear },
      )
    },
  }
}
