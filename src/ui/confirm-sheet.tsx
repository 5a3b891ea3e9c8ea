import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Sheet } from './sheet.tsx'

/** Only for what cannot be undone; everything else is done at once and offers undo. */
export function ConfirmSheet(props: {
  open: boolean
  title: string
  children: ReactNode
  confirmLabel: string
  cancelLabel: string
  tone?: 'primary' | 'danger' | undefined
  busy?: boolean | undefined
  onConfirm: () => void
  onClose: () => void
}) {
  return (
    <Sheet
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      role="alertdialog"
      size="sm"
      footer={
        <>
          <Button tone="soft" onPress={props.onClose}>
            {props.cancelLabel}
          </Button>
          <Button tone={props.tone ?? 'danger'} busy={props.busy} onPress={props.onConfirm}>
            {props.confirmLabel}
          </Button>
        </>
      }
    >
      <div className="text-ink-2">{props.children}</div>
    </Sheet>
  )
}
