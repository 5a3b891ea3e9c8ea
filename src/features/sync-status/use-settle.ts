import { withDerivedFields } from '#replica/derived-fields.ts'
import { useCommit, useReplica } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'
import type { Settlement } from './resolve-issue.ts'

/** Commits a settlement, says so, and offers the way back. Answers whether it was stored. */
export function useSettle(): (settlement: Settlement, saidWhenDone: string) => Promise<boolean> {
  const { app, sync } = useMessages()
  const replica = useReplica()
  const commit = useCommit()
  const takeBack = async (undo: Settlement['undo']) => {
    const done = await commit(await withDerivedFields(replica, undo))
    if (done.ok) toast({ text: sync.undone })
    else toast({ text: sync.undoFailed, tone: 'danger' })
  }
  return async ({ requests, undo }, saidWhenDone) => {
    const done = await commit(await withDerivedFields(replica, requests))
    if (!done.ok) {
      toast({ text: sync.settleFailed, tone: 'danger' })
      return false
    }
    toast({
      text: saidWhenDone,
      tone: 'done',
      ...(undo.length === 0
        ? {}
        : { action: { label: app.undo, onPress: () => void takeBack(undo) } }),
    })
    return true
  }
}
