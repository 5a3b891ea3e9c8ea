import { useStorageTrouble } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'

/** Said where something stays as it was, because it could not be stored. */
export function useSayUnsaved(): () => void {
  const { storage } = useMessages()
  const trouble = useStorageTrouble()
  return () => void toast({ text: storage.notSaved(trouble()), tone: 'danger' })
}
