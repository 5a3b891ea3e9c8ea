import { Link, useNavigate } from '@tanstack/react-router'
import { MessageSquareText, NotebookPen, Phone } from 'lucide-react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useMessages } from '#i18n/language.tsx'
import { IconButton, iconButtonClass } from '#ui/icon-button.tsx'
import { useCall } from './use-call.tsx'

/** Beside a customer in a list: call, when a number is known here, and write it down. */
export function QuickContact(props: { card: RecordOf<'customer'>; isGreeting?: boolean }) {
  const { card, isGreeting = false } = props
  const texts = useMessages().customers
  const navigate = useNavigate()
  const to = '/customers/$customerId/notes/new'
  const params = { customerId: card.id }
  const state = { fromList: true }
  const { call, sheet } = useCall(card, {
    onLog: () => void navigate({ to, params, state }),
    isGreeting,
  })
  const label = texts.noteOf(card.data.name)
  return (
    <>
      {call !== null && (
        <IconButton label={texts.callOf(card.data.name)} icon={Phone} onPress={call} />
      )}
      {isGreeting && (
        <Link
          to="/customers/$customerId/message/$occasion"
          params={{ customerId: card.id, occasion: 'birthday' }}
          state={state}
          aria-label={texts.messageOf(card.data.name)}
          title={texts.messageOf(card.data.name)}
          className={iconButtonClass}
        >
          <MessageSquareText size={20} strokeWidth={1.9} aria-hidden />
        </Link>
      )}
      <Link
        to={to}
        params={params}
        state={state}
        aria-label={label}
        title={label}
        // On a phone there is room for two; the message leads to the note.
        className={`${iconButtonClass} ${isGreeting ? 'max-md:hidden' : ''}`}
      >
        <NotebookPen size={20} strokeWidth={1.9} aria-hidden />
      </Link>
      {sheet}
    </>
  )
}
