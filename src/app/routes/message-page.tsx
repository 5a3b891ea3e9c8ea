import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { templateOccasions } from '#shared/domain/template.ts'
import { NoteSheet } from '#features/notes/note-sheet.tsx'
import { MessageSheet } from '#features/templates/message-sheet.tsx'
import type { SentMessage } from '#features/templates/sent-message.ts'
import { useCloseSheet } from './use-close-sheet.ts'

/** A message to a customer over his page, and after it the note that it was sent. */
export function MessageRoute() {
  const { customerId, occasion } = useParams({ from: '/customers/$customerId/message/$occasion' })
  const [sent, setSent] = useState<SentMessage | null>(null)
  const close = useCloseSheet(customerId)
  if (sent !== null) {
    return <NoteSheet customerId={customerId} begin={sent} onClose={close} />
  }
  return (
    <MessageSheet
      customerId={customerId}
      occasion={templateOccasions.find((each) => each === occasion) ?? null}
      onLog={setSent}
      onClose={close}
    />
  )
}
