import { CircleCheck, FileQuestion } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { RecordType } from '#shared/protocol/record.ts'
import { useIsLoaded, useIsPending, useRecord } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { ActionBar } from '#ui/action-bar.tsx'
import { Badge } from '#ui/badge.tsx'
import { Banner } from '#ui/banner.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { isFromColleague } from './attention-items.ts'
import { ConflictForm } from './conflict-form.tsx'
import { CopyButton } from './copy-button.tsx'
import { DecideButtons } from './decide-buttons.tsx'
import type { RecordNow } from './present-side.ts'
import { RecordLink } from './record-link.tsx'
import { PutAwayButton, ReopenButton } from './settle-buttons.tsx'
import { TypedContent } from './typed-content-list.tsx'
import { withPresent } from './typed-content.ts'
import { useIssueLook } from './use-issue-look.ts'
import { useIssueWords, type IssueWords } from './use-issue-words.ts'

interface SyncIssueScreenProps {
  issueId: string
  onBack(): void
}

/** One thing that needs a person: a conflict to settle, or a change that was not taken. */
export function SyncIssueScreen({ issueId, onBack }: SyncIssueScreenProps) {
  const texts = useLanguage().messages.sync
  const issue = useRecord('sync-issue', issueId)
  const loaded = useIsLoaded()
  if (issue !== undefined) return <Found issue={issue} onBack={onBack} />
  return (
    <div className="page">
      <PageHeader title={texts.attention} onBack={onBack} />
      {loaded ? (
        <EmptyState icon={FileQuestion} title={texts.issueGone} />
      ) : (
        <SkeletonRows count={3} />
      )}
    </div>
  )
}

function Found({ issue, onBack }: { issue: RecordOf<'sync-issue'>; onBack(): void }) {
  const { messages } = useLanguage()
  const texts = messages.sync
  const said = useIssueWords(issue)
  const { recordType, recordId, outcome, fields, resolution } = issue.data
  const type = RecordType.safeParse(recordType)
  const record = useRecord(type.success ? type.data : 'staff', type.success ? recordId : undefined)
  const conflict = outcome === 'conflict' && fields.length > 0
  const settles = conflict && record !== undefined
  return (
    <div className="page">
      <IssueHeader issue={issue} said={said} onBack={onBack} />
      <div className={`grid gap-4 ${settles ? 'lg:max-w-4xl' : 'lg:max-w-3xl'}`}>
        {resolution !== undefined && (
          <div className="flex flex-wrap items-center gap-3">
            <div className="min-w-0 flex-1">
              <Banner tone="info" shape="card" icon={CircleCheck}>
                {texts.resolved[resolution]}
              </Banner>
            </div>
            <ReopenButton issue={issue} />
          </div>
        )}
        <Panel>
          <h2 className="font-semibold text-pretty wrap-anywhere">{said.why}</h2>
          <p className="mt-1 text-ink-2">{said.advice}</p>
        </Panel>
        {conflict && record === undefined && (
          <Banner tone="warning" shape="card">
            {texts.recordGone}
          </Banner>
        )}
        {settles && resolution === undefined && (
          <ConflictForm issue={issue} record={record} words={said.words} onDone={onBack} />
        )}
        <Typed
          issue={issue}
          said={said}
          record={record}
          shownAbove={settles && resolution === undefined ? fields.map(({ field }) => field) : []}
        />
        {!settles && resolution === undefined && <Answer issue={issue} onDone={onBack} />}
      </div>
    </div>
  )
}

function IssueHeader(props: {
  issue: RecordOf<'sync-issue'>
  said: IssueWords
  onBack(): void
}): ReactNode {
  const { issue, said, onBack } = props
  const { language, messages } = useLanguage()
  const pending = useIsPending('sync-issue', issue.id)
  const { recordType, recordId, madeAt, resolution } = issue.data
  const { subject, title, typeWords, author } = said
  const time = formatInstant(language, madeAt)
  return (
    <PageHeader
      title={
        <RecordLink
          recordType={recordType}
          recordId={recordId}
          customerId={subject.customerId}
          className="clamp-2 hover:underline"
        >
          {subject.heading ?? subject.title}
        </RecordLink>
      }
      onBack={onBack}
      subtitle={
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Badge tone={resolution === undefined ? 'danger' : 'neutral'}>{title}</Badge>
          {subject.heading === undefined && <span>{typeWords}</span>}
          {subject.heading === undefined && subject.forWhom !== null && (
            <span>{subject.forWhom}</span>
          )}
          {author !== null && <span>{messages.attention.typedBy(author)}</span>}
          <span className="tnum">{author === null ? messages.sync.madeAt(time) : time}</span>
          {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </span>
      }
    />
  )
}

/** What the pairs above do not show already; what a colleague typed beside what stands now. */
function Typed(props: {
  issue: RecordOf<'sync-issue'>
  said: IssueWords
  record: RecordNow | undefined
  shownAbove: readonly string[]
}) {
  const { issue, said, record, shownAbove } = props
  const { sync, attention } = useLanguage().messages
  const look = useIssueLook(issue)
  const lines = said.lines.filter(({ id }) => !shownAbove.includes(id))
  const rest = shownAbove.length > 0
  if (rest && lines.length === 0) return null
  const whole = said.author === null ? sync.typed : attention.typedContent(said.author)
  const compares = isFromColleague(issue.data) && record !== undefined
  return (
    <Panel
      title={rest ? sync.typedRest : whole}
      action={lines.length > 0 && <CopyButton lines={lines} look={look} />}
    >
      <TypedContent
        lines={compares ? withPresent(lines, issue.data, record.data, said.words) : lines}
        look={look}
      />
    </Panel>
  )
}

function Answer({ issue, onDone }: { issue: RecordOf<'sync-issue'>; onDone(): void }) {
  const isChoice = isFromColleague(issue.data)
  return (
    <ActionBar>
      {isChoice ? (
        <DecideButtons issue={issue} onDone={onDone} />
      ) : (
        <PutAwayButton issue={issue} onDone={onDone} />
      )}
    </ActionBar>
  )
}
