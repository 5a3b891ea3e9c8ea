import { useNow } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge, type BadgeTone } from '#ui/badge.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { ageWords } from './age-words.ts'
import type { LedgerLine } from './ledger.ts'
import { RecordLink } from './record-link.tsx'

/** One change that is not confirmed: what, for whom, since when, and how far it got. */
export function LedgerRow({ line }: { line: LedgerLine }) {
  const { language, messages } = useLanguage()
  const texts = messages.sync
  const now = useNow()
  const { subject, recordType, recordId } = line
  return (
    <ListRow
      title={
        <RecordLink
          recordType={recordType}
          recordId={recordId}
          customerId={subject.customerId}
          className="stretch-link clamp-2"
        >
          {subject.title}
        </RecordLink>
      }
      meta={<span className="text-sm text-ink-3">{ageWords(now - line.at, texts.age)}</span>}
      subtitle={
        <>
          <span>
            {line.typeWords} {line.change}
          </span>
          {subject.forWhom !== null && <span>{subject.forWhom}</span>}
          <span className="tnum">{formatInstant(language, line.at)}</span>
        </>
      }
      trailing={<Badge tone={tones[line.state]}>{texts.state[line.state]}</Badge>}
    />
  )
}

const tones: Record<LedgerLine['state'], BadgeTone> = {
  waiting: 'neutral',
  sending: 'jade',
  sent: 'jade',
}
