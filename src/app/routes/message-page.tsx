import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { templateOccasions } from '#shared/domain/template.ts'
import { NoteSheet } from '#features/notes/note-sheet.tsx'
import { MessageSheet } from '#features/templates/message-sheet.tsx'
import type { SentMessage } from '#features/templates/sent-message.ts'
import { useCloseSheet } from './use-close-sheet.ts'

interface Logged {
  sent: SentMessage
  forget: () => Promise<void>
}

/** A message to a customer over his page, and after it the note that it was sent. */
export function MessageRoute() {
  const { customerId, occasion } = useParams({ from: '/customers/$customerId/message/$occasion' })
  const [logged, setLogged] = useState<Logged | null>(null)
  const close = useCloseSheet(customerId)
  if (logged !== null) {
    return (
      <NoteSheet
        customerId={customerId}
        begin={logged.sent}
        onClose={() => {
          // By now the note is saved, or a draft of its own.
          void logged.forget()
          close()
        }}
      />
    )
  }
  return (
    <MessageSheet
      customerId={customerId}
      occasion={templateOccasions.find((each) => each === occasion) ?? null}
      onLog={(sent, forget) => setLogged({ sent, forget })}
      onClose={close}
    />
  )
}
