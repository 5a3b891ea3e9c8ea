import type { ChangeRequest } from '#replica/replica.ts'
import { useCommit, useStorageTrouble } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'

/** Keeps changes and says so; `back` takes them back in one tap. */
export function useSaidBack() {
  const messages = useMessages()
  const commit = useCommit()
  const trouble = useStorageTrouble()

  const keep = async (requests: ChangeRequest[]) => {
    const isKept = (await commit(requests)).ok
    if (!isKept) toast({ tone: 'danger', text: messages.storage.notSaved(trouble()) })
    return isKept
  }
  return async (requests: ChangeRequest[], text: string, back: ChangeRequest[]) => {
    if (!(await keep(requests))) return
    const action = { label: messages.app.undo, onPress: () => void keep(back) }
    toast({ tone: 'done', text, action })
  }
}
