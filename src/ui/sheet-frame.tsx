import type { ReactNode } from 'react'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'

interface SheetFrameProps {
  children: ReactNode
  /** Left out inside a trigger (select, menu, date): the trigger's own state rules. */
  open?: boolean | undefined
  onClose?: (() => void) | undefined
  dismissable?: boolean | undefined
  size?: 'sm' | 'md' | 'lg' | undefined
}

/** Scrim and panel: from below on phones, centred from tablet up. */
export function SheetFrame(props: SheetFrameProps) {
  const dismissable = props.dismissable ?? true
  return (
    <ModalOverlay
      {...(props.open === undefined
        ? {}
        : {
            isOpen: props.open,
            onOpenChange: (open: boolean) => {
              if (!open) props.onClose?.()
            },
          })}
      isDismissable={dismissable}
      data-scrim
      isKeyboardDismissDisabled={!dismissable}
      className="anim-fade fixed inset-x-0 top-0 z-40 flex h-(--visual-viewport-height,100dvh) items-end justify-center bg-scrim md:items-center md:p-6"
    >
      <Modal
        data-sheet
        className={`anim-sheet flex max-h-[calc(var(--visual-viewport-height,100dvh)-32px)] w-full flex-col overflow-hidden rounded-t-xl bg-surface shadow-float md:max-h-full md:rounded-xl ${widthClass[props.size ?? 'md']}`}
      >
        {props.children}
      </Modal>
    </ModalOverlay>
  )
}

const widthClass = { sm: 'md:max-w-100', md: 'md:max-w-130', lg: 'md:max-w-190' }
