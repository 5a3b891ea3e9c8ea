import { useCommit, useStorageTrouble } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'
import type { FileType } from './file-form.ts'

/** Takes a record off the file, and offers to bring it back. */
export function useRemoveEntry(recordType: FileType): (recordId: string) => void {
  const messages = useMessages()
  const trouble = useStorageTrouble()
  const commit = useCommit()

  async function change(kind: 'archive' | 'restore', recordId: string): Promise<boolean> {
    const result = await commit([{ recordType, recordId, kind, args: {} }])
    if (!result.ok) toast({ tone: 'danger', text: messages.storage.notSaved(trouble()) })
    return result.ok
  }

  async function remove(recordId: string): Promise<void> {
    if (!(await change('archive', recordId))) return
    toast({
      tone: 'done',
      text: messages.customerFile.removed,
      action: { label: messages.app.undo, onPress: () => void change('restore', recordId) },
    })
  }

  return (recordId) => void remove(recordId)
}
