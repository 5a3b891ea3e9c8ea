import { useDraft, useRecord, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { ArrowRightLeft } from 'lucide-react'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { mayPropose, useGrants } from './handover-access.ts'
import { emptyHandoverForm, HandoverDraft } from './handover-form.ts'
import { ProposalForm } from './proposal-form.tsx'

export interface HandoverFormPageProps {
  /** The customer whose page it was opened from. */
  customerId: string | undefined
  onDone(handoverId: string): void
  onCancel(): void
}

/** 移交客户: one, several, or a whole portfolio. */
export function HandoverFormPage(props: HandoverFormPageProps) {
  const { handover: texts } = useMessages()
  const session = useSession()
  const grants = useGrants()
  const customer = useRecord('customer', props.customerId)
  const draft = useDraft(`handover-form:${props.customerId ?? 'new'}`, HandoverDraft)
  const fromId = customer?.data.ownerId ?? (session.role === 'rm' ? session.staffId : '')
  if (!mayPropose(grants, fromId)) {
    return (
      <div className="page">
        <PageHeader title={texts.proposeTitle} onBack={props.onCancel} />
        <EmptyState icon={ArrowRightLeft} title={texts.forOwnersOnly} />
      </div>
    )
  }
  if (!draft.loaded) return <SkeletonRows count={6} />
  return (
    <ProposalForm
      empty={emptyHandoverForm(fromId, customer?.id)}
      draft={draft}
      onDone={props.onDone}
      onCancel={props.onCancel}
    />
  )
}
