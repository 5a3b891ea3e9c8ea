import { useCommit, useStorageTrouble } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'
import { removeDate, restoreDate } from './date-commands.ts'

/** Takes a date off the card, and offers to bring it back. */
export function useRemoveDate(): (dateId: string) => void {
  const messages = useMessages()
  const trouble = useStorageTrouble()
  const commit = useCommit()

  async function restore(dateId: string): Promise<void> {
    const result = await commit(restoreDate(dateId))
    if (!result.ok) toast({ tone: 'danger', text: messages.storage.notSaved(trouble()) })
  }

  async function remove(dateId: string): Promise<void> {
    const result = await commit(removeDate(dateId))
    if (!result.ok) {
      toast({ tone: 'danger', text: messages.storage.notSaved(trouble()) })
      return
    }
    toast({
      tone: 'done',
      text: messages.dates.removed,
      action: { label: messages.app.undo, onPress: () => void restore(dateId) },
    })
  }

  return (dateId) => void remove(dateId)
}
