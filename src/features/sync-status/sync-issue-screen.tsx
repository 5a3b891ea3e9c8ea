import { CircleCheck, FileQuestion } from 'lucide-react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { RecordType } from '#shared/protocol/record.ts'
import { useIsLoaded, useIsPending, useRecord, useReplica } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { ConflictForm } from './conflict-form.tsx'
import { CopyButton } from './copy-button.tsx'
import { issueWords } from './issue-words.ts'
import { subjectOf } from './ledger.ts'
import { RecordLink } from './record-link.tsx'
import { dismissIssue } from './resolve-issue.ts'
import { TypedContent } from './typed-content-list.tsx'
import { typedContent } from './typed-content.ts'
import { useSettle } from './use-settle.ts'
import { useWords } from './use-words.ts'

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
  const { language, messages } = useLanguage()
  const texts = messages.sync
  const replica = useReplica()
  const words = useWords()
  const pending = useIsPending('sync-issue', issue.id)
  const { recordType, recordId, operation, madeAt, outcome, fields, resolution } = issue.data
  const { title, why, advice } = issueWords(issue.data, texts)
  const subject = subjectOf(recordType, recordId, operation, replica, words)
  const types: Record<string, string> = messages.domain.recordType
  const type = RecordType.safeParse(recordType)
  const record = useRecord(type.success ? type.data : 'staff', type.success ? recordId : undefined)
  const conflict = outcome === 'conflict' && fields.length > 0
  const settles = conflict && record !== undefined
  return (
    <div className="page">
      <PageHeader
        title={
          <RecordLink
            recordType={recordType}
            recordId={recordId}
            customerId={subject.customerId}
            className="clamp-2 hover:underline"
          >
            {subject.title}
          </RecordLink>
        }
        onBack={onBack}
        subtitle={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Badge tone={resolution === undefined ? 'danger' : 'neutral'}>{title}</Badge>
            <span>{types[recordType] ?? texts.otherRecord}</span>
            {subject.forWhom !== null && <span>{subject.forWhom}</span>}
            <span className="tnum">{texts.madeAt(formatInstant(language, madeAt))}</span>
            {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
          </span>
        }
      />
      <div className="grid gap-4 lg:max-w-3xl">
        {resolution !== undefined && (
          <Banner tone="info" shape="card" icon={CircleCheck}>
            {texts.resolved[resolution]}
          </Banner>
        )}
        <Panel title={why}>
          <p className="text-ink-2">{advice}</p>
        </Panel>
        {conflict && record === undefined && (
          <Banner tone="warning" shape="card">
            {texts.recordGone}
          </Banner>
        )}
        {settles && resolution === undefined && (
          <ConflictForm issue={issue} record={record} words={words} onDone={onBack} />
        )}
        <Typed issue={issue} shownAbove={settles ? fields.map(({ field }) => field) : []} />
        {!settles && resolution === undefined && <Dismiss issue={issue} onDone={onBack} />}
      </div>
    </div>
  )
}

/** What the pairs above do not show already. */
function Typed(props: { issue: RecordOf<'sync-issue'>; shownAbove: readonly string[] }) {
  const { issue, shownAbove } = props
  const texts = useLanguage().messages.sync
  const words = useWords()
  const lines = typedContent(issue.data.recordType, issue.data.operation, words).filter(
    ({ id }) => !shownAbove.includes(id),
  )
  const rest = shownAbove.length > 0
  if (rest && lines.length === 0) return null
  return (
    <Panel
      title={rest ? texts.typedRest : texts.typed}
      action={lines.length > 0 && <CopyButton lines={lines} />}
    >
      <TypedContent lines={lines} />
    </Panel>
  )
}

function Dismiss({ issue, onDone }: { issue: RecordOf<'sync-issue'>; onDone(): void }) {
  const texts = useLanguage().messages.sync
  const settle = useSettle()
  const dismiss = async () => {
    if (await settle(dismissIssue(issue), texts.dismissed)) onDone()
  }
  return (
    <div className="flex md:justify-end max-md:*:w-full">
      <Button onPress={() => void dismiss()}>{texts.dismiss}</Button>
    </div>
  )
}
