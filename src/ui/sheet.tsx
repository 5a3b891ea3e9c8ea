import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog, OverlayTriggerStateContext } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { FocusBack } from './focus-back.tsx'
import { IconButton } from './icon-button.tsx'
import { SheetFrame } from './sheet-frame.tsx'
import { useUiTexts } from './ui-texts.tsx'

export interface SheetProps {
  open: boolean
  /** By the close button, Esc, or a press beside the sheet. */
  onClose: () => void
  title: string
  description?: ReactNode
  children: ReactNode
  /** Buttons that stay in sight while the content scrolls. */
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg' | undefined
  role?: 'dialog' | 'alertdialog' | undefined
  /** `false`: Esc and a press beside it do nothing; the close button stays. */
  dismissable?: boolean | undefined
}

/** A modal sheet: keeps the focus inside and gives it back to where it came from. */
export function Sheet(props: SheetProps) {
  const texts = useUiTexts()
  return (
    <SheetFrame
      open={props.open}
      onClose={props.onClose}
      dismissable={props.dismissable}
      size={props.size}
    >
      <FocusBack />
      <Dialog role={props.role ?? 'dialog'} className="flex min-h-0 flex-col outline-none">
        <header className="flex items-start gap-2 pt-3 pr-2 pb-2 pl-5 md:pl-6">
          <div className="min-w-0 flex-1 pt-2">
            <Heading slot="title" className="text-lg font-semibold wrap-anywhere">
              {props.title}
            </Heading>
            {props.description && <p className="mt-0.5 text-sm text-ink-3">{props.description}</p>}
          </div>
          <IconButton label={texts.close} icon={X} onPress={props.onClose} />
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pt-1 pb-[calc(1.25rem+var(--toast-space,0px))] md:px-6">
          {/* On phones the sheet of a select inside would take this sheet's open state for its own. */}
          <OverlayTriggerStateContext value={null}>{props.children}</OverlayTriggerStateContext>
        </div>
        {props.footer ? (
          <footer className="safe-b border-t border-line px-5 md:px-6">
            <div className="flex gap-3 py-3 *:flex-auto max-md:*:px-3 md:justify-end md:*:flex-none">
              {props.footer}
            </div>
          </footer>
        ) : (
          <div className="safe-b" />
        )}
      </Dialog>
    </SheetFrame>
  )
}
