import { Link } from '@tanstack/react-router'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useReplica } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { issueWords } from './issue-words.ts'
import { subjectOf } from './ledger.ts'
import { TypedContent } from './typed-content-list.tsx'
import { typedContent } from './typed-content.ts'
import { useWords } from './use-words.ts'

/** One thing that needs a person: what it is about, why, and everything that was typed. */
export function IssueCard({ issue }: { issue: RecordOf<'sync-issue'> }) {
  const { language, messages } = useLanguage()
  const replica = useReplica()
  const words = useWords()
  const { recordType, recordId, operation, madeAt } = issue.data
  const { title, why } = issueWords(issue.data, messages.sync)
  const subject = subjectOf(recordType, recordId, operation, replica, words)
  return (
    <ListRow
      title={
        <Link
          to="/sync/issues/$issueId"
          params={{ issueId: issue.id }}
          className="stretch-link clamp-2"
        >
          {subject.title}
        </Link>
      }
      meta={<Badge tone="danger">{title}</Badge>}
      subtitle={
        <>
          {subject.forWhom !== null && <span>{subject.forWhom}</span>}
          <span className="tnum">{formatInstant(language, madeAt)}</span>
        </>
      }
    >
      <p className="text-sm text-ink-2">{why}</p>
      <div className="mt-2">
        <TypedContent lines={typedContent(recordType, operation, words)} />
      </div>
    </ListRow>
  )
}
