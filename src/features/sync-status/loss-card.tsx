import type { RecordOf } from '#shared/domain/record-types.ts'
import { useIsPending, useSession } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { markLossSeen } from './resolve-issue.ts'
import { useSettle } from './use-settle.ts'
import { useWords } from './use-words.ts'

/** CL7: changes that a device reported and that never arrived; said to whose device it was, and to the lead. */
export function LossCard({ report }: { report: RecordOf<'loss-report'> }) {
  const { language, messages } = useLanguage()
  const { staffName } = useWords()
  const session = useSession()
  const pending = useIsPending('loss-report', report.id)
  const texts = messages.attention.loss
  const { staffId, device, missing, oldestAt, reportedAt, seen } = report.data
  const isOwn = staffId === session.staffId
  const name = staffName(staffId)
  const facts = [
    ...(isOwn ? [] : [{ id: 'owner', label: texts.owner, value: name }]),
    { id: 'count', label: texts.count, value: texts.countValue(missing) },
    { id: 'device', label: texts.device, value: device.slice(-4) },
    ...(oldestAt === undefined
      ? []
      : [{ id: 'since', label: texts.since, value: formatInstant(language, oldestAt) }]),
    { id: 'reported', label: texts.reported, value: formatInstant(language, reportedAt) },
  ]
  return (
    <ListRow
      title={
        <span className="font-medium">
          {isOwn ? texts.mine(missing) : texts.colleague(name, missing)}
        </span>
      }
      subtitle={
        <>
          <span className="tnum">{formatInstant(language, reportedAt)}</span>
          <Badge tone={seen === true ? 'neutral' : 'danger'}>{texts.title}</Badge>
          {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </>
      }
    >
      <p className="text-sm text-ink-2">{texts.why}</p>
      <div className="mt-2 rounded-md bg-sunken px-3.5 py-3">
        <FactList columns={2} facts={facts} />
      </div>
      <p className="mt-2 text-sm text-ink-3">{isOwn ? texts.advice : texts.adviceLead(name)}</p>
      <div className="mt-3">
        <SeenButton report={report} />
      </div>
    </ListRow>
  )
}

function SeenButton({ report }: { report: RecordOf<'loss-report'> }) {
  const texts = useLanguage().messages.attention
  const settle = useSettle()
  const isSeen = report.data.seen === true
  const said = isSeen ? texts.reopened : texts.loss.seen
  return (
    <Button tone="soft" size="sm" onPress={() => void settle(markLossSeen(report, !isSeen), said)}>
      {isSeen ? texts.reopen : texts.putAway}
    </Button>
  )
}
