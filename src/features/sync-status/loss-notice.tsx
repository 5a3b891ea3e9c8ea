import { Link } from '@tanstack/react-router'
import { FileWarning } from 'lucide-react'
import { useAll, useSession } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { NoticeRow } from '#ui/notice-row.tsx'
import { useWords } from './use-words.ts'

/** CL7, 今日: changes of a device that never came, until the person has taken note of them. */
export function LossNotices() {
  const { language, messages } = useLanguage()
  const texts = messages.attention.loss
  const { staffName } = useWords()
  const session = useSession()
  const unseen = useAll('loss-report').filter(({ data }) => data.seen !== true)
  const [first] = unseen
  if (first === undefined) return null
  const { staffId, missing, reportedAt } = first.data
  const said =
    staffId === session.staffId ? texts.mine(missing) : texts.colleague(staffName(staffId), missing)
  return (
    <NoticeRow
      icon={FileWarning}
      title={
        <Link to="/sync" search={{ view: 'open', kind: 'know' }} className="stretch-link">
          {unseen.length === 1 ? said : texts.many(unseen.length)}
        </Link>
      }
      detail={unseen.length === 1 ? formatInstant(language, reportedAt) : undefined}
    />
  )
}
