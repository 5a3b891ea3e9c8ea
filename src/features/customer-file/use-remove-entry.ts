import type { ChangeRequest } from '#replica/replica.ts'
import { useCommit, useStorageTrouble } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'
import type { FileType } from './file-form.ts'

/** What goes along when a record is taken off the file, and what brings that back; each is one commit with the record. */
export interface Along {
  remove: ChangeRequest[]
  restore: ChangeRequest[]
}

const nothing: Along = { remove: [], restore: [] }

/** Takes a record off the file, and offers to bring it back. */
export function useRemoveEntry(recordType: FileType): (recordId: string, along?: Along) => void {
  const messages = useMessages()
  const trouble = useStorageTrouble()
  const commit = useCommit()

  async function change(
    kind: 'archive' | 'restore',
    recordId: string,
    along: ChangeRequest[],
  ): Promise<boolean> {
    const result = await commit([{ recordType, recordId, kind, args: {} }, ...along])
    if (!result.ok) toast({ tone: 'danger', text: messages.storage.notSaved(trouble()) })
    return result.ok
  }

  async function remove(recordId: string, along: Along): Promise<void> {
    if (!(await change('archive', recordId, along.remove))) return
    toast({
      tone: 'done',
      text: messages.customerFile.removed,
      action: {
        label: messages.app.undo,
        onPress: () => void change('restore', recordId, along.restore),
      },
    })
  }

  return (recordId, along = nothing) => void remove(recordId, along)
}
