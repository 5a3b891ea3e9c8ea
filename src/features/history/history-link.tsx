import { Link } from '@tanstack/react-router'
import { History } from 'lucide-react'
import type { RecordType } from '#shared/protocol/record.ts'
import { useRecord } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'

/** Who touched a record last and when; it leads to the whole history. Nothing for a record that is not there. */
export function HistoryLink(props: { recordType: RecordType; recordId: string | undefined }) {
  const { recordType, recordId } = props
  const { language, messages } = useLanguage()
  const texts = messages.history
  const record = useRecord(recordType, recordId)
  const author = useRecord('staff', record?.updatedBy)
  if (record === undefined) return null
  const name = author?.data.name ?? messages.sync.someColleague
  const time = formatInstant(language, record.updatedAt)
  const isAsMade = record.updatedAt === record.createdAt && record.updatedBy === record.createdBy
  return (
    <p className="flex flex-wrap items-center gap-x-3 border-t border-line pt-2 text-sm text-ink-3">
      <span className="tnum min-w-0 wrap-anywhere">
        {isAsMade ? texts.createdOnly(name, time) : texts.lastChange(name, time)}
      </span>
      <Link
        to="/history/$recordType/$recordId"
        params={{ recordType, recordId: record.id }}
        className="inline-flex min-h-11 items-center gap-1.5 rounded-sm font-medium text-primary hover:underline md:min-h-9"
      >
        <History size={16} aria-hidden />
        {texts.open}
      </Link>
    </p>
  )
}
