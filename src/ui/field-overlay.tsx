import { X } from 'lucide-react'
import { use, type ReactNode } from 'react'
import { Dialog, OverlayTriggerStateContext } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { IconButton } from './icon-button.tsx'
import { usePhone } from './media.ts'
import { SheetFrame } from './sheet-frame.tsx'
import { useUiTexts } from './ui-texts.tsx'

/** What a select, menu or date field opens: a popover, or on phones a sheet in reach of the thumb. */
export function FieldOverlay(props: {
  title: string
  children: ReactNode
  /** As wide as its trigger. */
  matchWidth?: boolean | undefined
}) {
  const phone = usePhone()
  if (phone) {
    return (
      <>
        {/* A select learns its choices from a popover before anything is open; a sheet is not asked. */}
        <Popover isOpen={false}>{props.children}</Popover>
        <SheetFrame>
          <Dialog aria-label={props.title} className="flex min-h-0 flex-col outline-none">
            <SheetTitle title={props.title} />
            <div className="safe-b min-h-0 overflow-y-auto overscroll-contain px-2">
              <div className="pb-3">{props.children}</div>
            </div>
          </Dialog>
        </SheetFrame>
      </>
    )
  }
  return (
    <Popover
      className={`anim-fade max-w-[calc(100vw-24px)] overflow-auto overscroll-contain rounded-md border border-line bg-surface shadow-float outline-none ${props.matchWidth === false ? '' : 'min-w-(--trigger-width) lg:max-w-[max(var(--trigger-width),420px)]'}`}
    >
      {props.children}
    </Popover>
  )
}

function SheetTitle(props: { title: string }) {
  const texts = useUiTexts()
  const state = use(OverlayTriggerStateContext)
  return (
    <div className="flex items-center gap-2 py-2 pr-2 pl-5">
      <span className="min-w-0 flex-1 truncate text-lg font-semibold" aria-hidden>
        {props.title}
      </span>
      <IconButton label={texts.close} icon={X} onPress={() => state?.close()} />
    </div>
  )
}
