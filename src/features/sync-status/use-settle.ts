import { useCommit } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'
import type { Settlement } from './resolve-issue.ts'

/** Commits a settlement, says so, and offers the way back. Answers whether it was stored. */
export function useSettle(): (settlement: Settlement, saidWhenDone: string) => Promise<boolean> {
  const { app, sync } = useMessages()
  const commit = useCommit()
  const takeBack = async (undo: Settlement['undo']) => {
    const done = await commit(undo)
    if (done.ok) toast({ text: sync.undone })
    else toast({ text: sync.undoFailed, tone: 'danger' })
  }
  return async ({ requests, undo }, saidWhenDone) => {
    const done = await commit(requests)
    if (!done.ok) {
      toast({ text: sync.settleFailed, tone: 'danger' })
      return false
    }
    toast({
      text: saidWhenDone,
      tone: 'done',
      action: { label: app.undo, onPress: () => void takeBack(undo) },
    })
    return true
  }
}
