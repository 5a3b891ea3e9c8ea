import { useNavigate } from '@tanstack/react-router'
import { WhomSheet } from '#features/customers/whom-sheet.tsx'
import { useMessages } from '#i18n/language.tsx'
import { useGoBack } from './use-go-back.ts'

/** 记一笔 over Today: whom it is about comes first, the rest is written over the customer's page. */
export function TodayNoteRoute() {
  const texts = useMessages().today
  const navigate = useNavigate()
  return (
    <WhomSheet
      title={texts.newNoteFor}
      onChoose={(customerId) =>
        void navigate({
          to: '/customers/$customerId/notes/new',
          params: { customerId },
          replace: true,
          state: { fromList: true },
        })
      }
      onClose={useGoBack('/today')}
    />
  )
}
