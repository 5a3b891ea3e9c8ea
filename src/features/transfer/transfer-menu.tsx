import { ArrowDownUp, FileDown, FileUp } from 'lucide-react'
import { useSession } from '#replica/use-replica.ts'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { Menu, type MenuEntry } from '#ui/menu.tsx'
import { mayTransfer } from './transfer-access.ts'

/** The ways in and out, for the head of the list of customers. */
export function TransferMenu(props: {
  onImport(): void
  onExport(): void
  /** What else there is to do with all customers. */
  more?: readonly MenuEntry[]
}) {
  const texts = useTransferMessages()
  const session = useSession()
  if (!mayTransfer(session)) return null
  return (
    <Menu
      label={texts.menu}
      icon={ArrowDownUp}
      items={[
        {
          id: 'import',
          label: texts.importTitle,
          description: texts.importHint,
          icon: FileUp,
          onPress: props.onImport,
        },
        {
          id: 'export',
          label: texts.exportTitle,
          description: texts.exportHint,
          icon: FileDown,
          onPress: props.onExport,
        },
        ...(props.more ?? []),
      ]}
    />
  )
}
