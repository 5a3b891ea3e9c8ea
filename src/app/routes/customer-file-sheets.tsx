import { useParams } from '@tanstack/react-router'
import { ChangeSheet } from '#features/customer-file/change-sheet.tsx'
import { ChurnSheet } from '#features/customer-file/churn-sheet.tsx'
import { ConsentHistorySheet } from '#features/customer-file/consent-history-sheet.tsx'
import { ConsentSheet } from '#features/customer-file/consent-sheet.tsx'
import { FeedbackSheet } from '#features/customer-file/feedback-sheet.tsx'
import { FinanceHistorySheet } from '#features/customer-file/finance-history-sheet.tsx'
import { FinanceSheet } from '#features/customer-file/finance-sheet.tsx'
import { MissingSheet } from '#features/customer-file/file-sheet.tsx'
import { NeedSheet } from '#features/customer-file/need-sheet.tsx'
import { PlanSheet } from '#features/customer-file/plan-sheet.tsx'
import { RelationSheet } from '#features/customer-file/relation-sheet.tsx'
import { HistoryLink } from '#features/history/history-link.tsx'
import { servicePlanId } from '#shared/domain/service-plan.ts'
import { useMergedCustomers } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { useCloseSheet } from './use-close-sheet.ts'

/** ME8: the plan of the customer, or of somebody who was merged into the customer. */
function PlanOf(props: { customerId: string; entry: string; onClose: () => void }) {
  const isOfMerged = useMergedCustomers(props.customerId).includes(props.entry)
  const customerId = isOfMerged ? props.entry : props.customerId
  return (
    <PlanSheet
      key={customerId}
      customerId={customerId}
      onClose={props.onClose}
      footnote={<HistoryLink recordType="service-plan" recordId={servicePlanId(customerId)} />}
    />
  )
}

/** One record of a customer's file over the customer's page. */
export function FileRoute() {
  const { customerId, part, entry } = useParams({
    from: '/customers/$customerId/file/$part/$entry',
  })
  const texts = useMessages().customers
  const onClose = useCloseSheet(customerId)
  const entryId = entry === 'new' ? undefined : entry
  const props = { customerId, entryId, onClose }
  switch (part) {
    case 'needs':
      return (
        <NeedSheet {...props} footnote={<HistoryLink recordType="need" recordId={entryId} />} />
      )
    case 'relations':
      return (
        <RelationSheet
          {...props}
          footnote={<HistoryLink recordType="relation" recordId={entryId} />}
        />
      )
    case 'finance':
      return entry === 'all' ? <FinanceHistorySheet {...props} /> : <FinanceSheet {...props} />
    case 'consents':
      return entry === 'all' ? <ConsentHistorySheet {...props} /> : <ConsentSheet {...props} />
    case 'changes':
      return (
        <ChangeSheet
          {...props}
          footnote={<HistoryLink recordType="life-event" recordId={entryId} />}
        />
      )
    case 'feedback':
      return (
        <FeedbackSheet
          {...props}
          footnote={<HistoryLink recordType="feedback" recordId={entryId} />}
        />
      )
    case 'churn':
      return (
        <ChurnSheet
          {...props}
          footnote={<HistoryLink recordType="churn-signal" recordId={entryId} />}
        />
      )
    case 'plan':
      return <PlanOf customerId={customerId} entry={entry} onClose={onClose} />
    default:
      return <MissingSheet title={texts.goneTitle} onClose={onClose} />
  }
}
