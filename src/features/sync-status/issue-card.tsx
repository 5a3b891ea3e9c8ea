import { Link } from '@tanstack/react-router'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useIsPending } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { buttonClass } from '#ui/button.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { groupOf, isFromColleague } from './attention-items.ts'
import { CopyButton } from './copy-button.tsx'
import { DecideButtons } from './decide-buttons.tsx'
import { FoldedContent } from './folded-content.tsx'
import { PutAwayButton, ReopenButton } from './settle-buttons.tsx'
import { useIssueLook } from './use-issue-look.ts'
import { useIssueWords } from './use-issue-words.ts'

/** One thing that needs a person: what it is about, why, everything that was typed, and what can be done. */
export function IssueCard({ issue }: { issue: RecordOf<'sync-issue'> }) {
  const { language, messages } = useLanguage()
  const { subject, typeWords, title, why, advice, author, lines } = useIssueWords(issue)
  const look = useIssueLook(issue)
  const pending = useIsPending('sync-issue', issue.id)
  const { madeAt, resolution, became } = issue.data
  const group = groupOf(issue.data)
  const isOpen = resolution === undefined
  // What became of it says more than that it was put away.
  const said = isOpen || became !== undefined ? why : messages.sync.resolved[resolution]
  // Where two buttons stand below, they say it; on the page of the item it stands in full.
  const isAdvised = isOpen && group !== 'decide'
  return (
    <ListRow
      title={
        <Link
          to="/sync/issues/$issueId"
          params={{ issueId: issue.id }}
          className="clamp-2 font-medium hover:underline"
        >
          {subject.heading ?? subject.title}
        </Link>
      }
      meta={<Badge tone={isOpen ? toneOf(issue) : 'neutral'}>{title}</Badge>}
      subtitle={
        <>
          {subject.heading === undefined && <span>{typeWords}</span>}
          {subject.heading === undefined && subject.forWhom !== null && (
            <span>{subject.forWhom}</span>
          )}
          {author !== null && <span>{messages.attention.typedBy(author)}</span>}
          <span className="tnum">{formatInstant(language, madeAt)}</span>
          {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </>
      }
    >
      <p className="text-sm text-ink-2">{said}</p>
      <div className="mt-2">
        <FoldedContent lines={lines} look={look} />
      </div>
      {isAdvised && <p className="mt-2 text-sm text-ink-3">{advice}</p>}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Actions issue={issue} />
        {lines.length > 0 && <CopyButton lines={lines} look={look} />}
      </div>
    </ListRow>
  )
}

function Actions({ issue }: { issue: RecordOf<'sync-issue'> }) {
  const texts = useLanguage().messages.attention
  if (issue.data.resolution !== undefined) return <ReopenButton issue={issue} />
  if (isFromColleague(issue.data)) return <DecideButtons issue={issue} size="sm" />
  if (issue.data.outcome === 'conflict' && issue.data.fields.length > 0) {
    return (
      <Link
        to="/sync/issues/$issueId"
        params={{ issueId: issue.id }}
        className={buttonClass({ size: 'sm' })}
      >
        {texts.choose}
      </Link>
    )
  }
  return <PutAwayButton issue={issue} size="sm" />
}

/** Vermilion for what had no effect; the rest is news. */
function toneOf({ data }: RecordOf<'sync-issue'>): 'danger' | 'jade' | 'neutral' {
  if (data.became === 'taken') return 'jade'
  return data.outcome === 'deferred' ||
    (data.outcome === 'quarantined' && data.became === undefined)
    ? 'neutral'
    : 'danger'
}
