import { FileDown, FileUp } from 'lucide-react'
import { useSession } from '#replica/use-replica.ts'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import type { MenuEntry } from '#ui/menu.tsx'
import { mayTransfer } from './transfer-access.ts'

/** The ways in and out, for the menu of the list of customers; none for who may not take them. */
export function useTransferEntries(ways: {
  onImport: () => void
  onExport: () => void
}): MenuEntry[] {
  const texts = useTransferMessages()
  const session = useSession()
  if (!mayTransfer(session)) return []
  return [
    {
      id: 'import',
      label: texts.importTitle,
      description: texts.importHint,
      icon: FileUp,
      onPress: ways.onImport,
    },
    {
      id: 'export',
      label: texts.exportTitle,
      description: texts.exportHint,
      icon: FileDown,
      onPress: ways.onExport,
    },
  ]
}
