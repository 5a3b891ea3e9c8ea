import { FileQuestion } from 'lucide-react'
import type { ReactNode } from 'react'
import { complaintState } from '#shared/domain/complaint-fold.ts'
import { isRestricted } from '#shared/domain/complaint.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import {
  useClock,
  useCommit,
  useStorageTrouble,
  useIsLoaded,
  useIsPending,
  useNewId,
  useRecord,
  useSession,
} from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Menu } from '#ui/menu.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { toast } from '#ui/toast.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { useStandingState } from '#ui/standing-state.ts'
import { appendEvent } from './commands.ts'
import {
  complaintRights,
  staysReadable,
  useGrants,
  type ComplaintRights,
} from './complaint-access.ts'
import { ComplaintFacts, ComplaintMatter } from './complaint-facts.tsx'
import { ComplaintTimeline } from './complaint-timeline.tsx'
import { DeadlinePanel } from './deadline-panel.tsx'
import { EditSheet } from './edit-sheet.tsx'
import { CloseSheet, RemarkSheet, WithdrawSheet } from './event-sheets.tsx'
import { nextSteps, type ComplaintStep } from './next-steps.ts'
import { complaintNumber } from './queries.ts'

interface ComplaintScreenProps {
  complaintId: string
  /** The way to its history. */
  footnote?: ReactNode
  onBack(): void
}

/** One complaint: what is left, the next step, what was done, what was registered. */
export function ComplaintScreen({ complaintId, footnote, onBack }: ComplaintScreenProps) {
  const messages = useMessages()
  const complaint = useRecord('complaint', complaintId)
  const loaded = useIsLoaded()
  if (complaint !== undefined)
    return <Found complaint={complaint} footnote={footnote} onBack={onBack} />
  return (
    <div className="page">
      <PageHeader title={messages.complaints.one} onBack={onBack} />
      {loaded ? (
        <EmptyState
          icon={FileQuestion}
          title={messages.complaints.notFound}
          description={messages.complaints.notFoundText}
        />
      ) : (
        <SkeletonRows count={4} />
      )}
    </div>
  )
}

type OpenSheet = Exclude<ComplaintStep, 'accept'> | 'edit'

interface FoundProps extends Pick<ComplaintScreenProps, 'footnote' | 'onBack'> {
  complaint: RecordOf<'complaint'>
}

function Found({ complaint, footnote, onBack }: FoundProps) {
  const messages = useMessages()
  const texts = messages.complaints
  const grants = useGrants()
  const pending = useIsPending('complaint', complaint.id)
  const accept = useAccept(complaint.id)
  const [sheet, setSheet] = useStandingState<OpenSheet | null>(`complaint:${complaint.id}`, null)
  const state = complaintState(complaint.data)
  const rights = complaintRights(grants, complaint)
  const start = (step: ComplaintStep) => {
    if (step === 'accept') void accept()
    else setSheet(step)
  }
  const leaving = !staysReadable(grants, complaint.data)
  return (
    <div className="page">
      <PageHeader
        title={complaint.data.complainantName}
        onBack={onBack}
        subtitle={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="tnum">{complaintNumber(complaint.data)}</span>
            <Badge>{messages.domain.complaintState[state.state]}</Badge>
            {isRestricted(complaint.data) && <Badge tone="danger">{texts.restricted}</Badge>}
            {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
          </span>
        }
      />
      <div className="grid gap-4">
        {leaving && (
          <Banner tone="warning" shape="card">
            {texts.restrictedLeaves}
          </Banner>
        )}
        <DeadlinePanel complaint={complaint.data} state={state} />
        <Steps state={state.state} rights={rights} onStep={start} />
        <div className="grid items-start gap-4 md:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)] md:gap-5">
          <div className="grid gap-4">
            <ComplaintMatter complaint={complaint.data} />
            <ComplaintTimeline timeline={state.timeline} />
          </div>
          <ComplaintFacts
            complaintId={complaint.id}
            complaint={complaint.data}
            onEdit={rights.edit ? () => setSheet('edit') : null}
          />
        </div>
        {footnote}
      </div>
      {sheet !== null && (
        <StepSheet sheet={sheet} complaint={complaint} onClose={() => setSheet(null)} />
      )}
    </div>
  )
}

function Steps(props: {
  state: ReturnType<typeof complaintState>['state']
  rights: ComplaintRights
  onStep(step: ComplaintStep): void
}) {
  const messages = useMessages()
  const texts = messages.complaints
  const { primary, others } = nextSteps(props.state, props.rights)
  if (primary === null && others.length === 0) return null
  return (
    <section aria-label={texts.nextStep} className="flex flex-wrap items-center gap-2">
      {primary !== null && (
        <span className="flex max-md:basis-full max-md:*:w-full">
          <Button onPress={() => props.onStep(primary)}>{texts.step[primary]}</Button>
        </span>
      )}
      {others.map((step) => (
        <span key={step} className="flex max-md:flex-1 max-md:*:w-full">
          <Button tone="soft" onPress={() => props.onStep(step)}>
            {texts.step[step]}
          </Button>
        </span>
      ))}
      {props.rights.withdraw && (
        <Menu
          label={messages.app.more}
          items={[
            { id: 'withdraw', label: texts.step.withdraw, onPress: () => props.onStep('withdraw') },
          ]}
        />
      )}
      {primary !== null && (
        <p className="text-sm text-ink-3 max-md:hidden">{texts.stepHint[primary]}</p>
      )}
    </section>
  )
}

function StepSheet(props: { sheet: OpenSheet; complaint: RecordOf<'complaint'>; onClose(): void }) {
  const { sheet, complaint, onClose } = props
  switch (sheet) {
    case 'progress':
    case 'note':
      return <RemarkSheet kind={sheet} complaintId={complaint.id} onClose={onClose} />
    case 'close':
      return <CloseSheet complaintId={complaint.id} onClose={onClose} />
    case 'withdraw':
      return <WithdrawSheet complaintId={complaint.id} onClose={onClose} />
    case 'edit':
      return <EditSheet complaint={complaint} onClose={onClose} />
  }
}

/** 受理 needs no words: one press, and it says that it was done. */
function useAccept(complaintId: string) {
  const messages = useMessages()
  const trouble = useStorageTrouble()
  const commit = useCommit()
  const newId = useNewId()
  const now = useClock()
  const { staffId } = useSession()
  return async () => {
    const event = appendEvent(complaintId, { kind: 'accepted' }, { newId, now: now(), staffId })
    const saved = await commit([event])
    if (saved.ok) toast({ text: messages.complaints.accepted, tone: 'done' })
    else toast({ text: messages.storage.notSaved(trouble()), tone: 'danger' })
  }
}
