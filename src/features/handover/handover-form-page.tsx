import { useDraft, useIsLoaded, useRecord, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { ArrowRightLeft } from 'lucide-react'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { mayPropose, useGrants } from './handover-access.ts'
import { emptyHandoverForm, HandoverDraft, repeatedHandoverForm } from './handover-form.ts'
import { useCardsOf } from './handover-queries.ts'
import { ProposalForm } from './proposal-form.tsx'

export interface HandoverFormPageProps {
  /** The customer whose page it was opened from. */
  customerId: string | undefined
  /** The hand-over that is proposed once more. */
  againId?: string | undefined
  /** Somebody who has left, whose customers all go to somebody else. */
  leaverId?: string | undefined
  onDone(handoverId: string): void
  onCancel(): void
}

/** What is usual for somebody who has left. */
const leavers = { extent: 'all', reason: 'leaving' } as const

/** 移交客户: one, several, or a whole portfolio. */
export function HandoverFormPage(props: HandoverFormPageProps) {
  const { handover: texts } = useMessages()
  const session = useSession()
  const grants = useGrants()
  const loaded = useIsLoaded()
  const customer = useRecord('customer', props.customerId)
  const former = useRecord('handover', props.againId)?.data
  const draft = useDraft(
    `handover-form:${props.customerId ?? props.againId ?? props.leaverId ?? 'new'}`,
    HandoverDraft,
  )
  const ownId = session.role === 'rm' ? session.staffId : ''
  const fromId = former?.fromId ?? customer?.data.ownerId ?? props.leaverId ?? ownId
  const owned = useCardsOf(fromId)
  if (!mayPropose(grants, fromId)) {
    return (
      <div className="page">
        <PageHeader title={texts.proposeTitle} onBack={props.onCancel} />
        <EmptyState icon={ArrowRightLeft} title={texts.forOwnersOnly} />
      </div>
    )
  }
  // The customers of a hand-over are read off the cards, so these come first.
  if (!draft.loaded || !loaded) return <SkeletonRows count={6} />
  return (
    <ProposalForm
      empty={
        former === undefined
          ? { ...emptyHandoverForm(fromId, customer?.id), ...(props.leaverId && leavers) }
          : repeatedHandoverForm(former, new Set(owned.map(({ id }) => id)))
      }
      draft={draft}
      onDone={props.onDone}
      onCancel={props.onCancel}
    />
  )
}
