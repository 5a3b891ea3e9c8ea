import { useMemo } from 'react'
import { RecordType } from '#shared/protocol/record.ts'
import { withDerivedFields } from '#replica/derived-fields.ts'
import { grantsHere, type RecordLookup } from '#replica/permission.ts'
import type { Replica } from '#replica/replica.ts'
import { useAll, useCommit, useReplica, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'
import type { HistoryChange } from './history-changes.ts'
import { mayRestore, restorationOf, type Restoration } from './restore-value.ts'

/** What of a history this person may bring back, and the way to do it: one commit, with undo. */
export function useRestore(): {
  offer(change: HistoryChange): Restoration | null
  restore(restoration: Restoration, label: string): Promise<void>
} {
  const { app, history } = useMessages()
  const replica = useReplica()
  const commit = useCommit()
  const session = useSession()
  const staff = useAll('staff')
  const grants = useMemo(() => grantsHere(session, staff), [session, staff])

  const takeBack = async (undo: Restoration['undo']) => {
    const done = await commit(await withDerivedFields(replica, undo))
    toast(done.ok ? { text: history.undone } : { text: history.undoFailed, tone: 'danger' })
  }
  return {
    offer(change) {
      const restoration = restorationOf(change)
      if (restoration === null) return null
      return mayRestore(grants, restoration, change.record, lookupIn(replica)) ? restoration : null
    },
    async restore({ requests, undo }, label) {
      const done = await commit(await withDerivedFields(replica, requests))
      if (!done.ok) {
        toast({ text: history.restoreFailed, tone: 'danger' })
        return
      }
      toast({
        text: history.restoredToast(label),
        tone: 'done',
        action: { label: app.undo, onPress: () => void takeBack(undo) },
      })
    },
  }
}

/** Finds records as they are here, for the rules to judge by. */
function lookupIn(replica: Replica): RecordLookup {
  return (type, id) => {
    const known = RecordType.safeParse(type)
    const record = known.success ? replica.get(known.data, id) : undefined
    return record === undefined ? undefined : { ...record, data: { ...record.data } }
  }
}
