import { Link } from '@tanstack/react-router'
import { ArrowRightLeft } from 'lucide-react'
import { useState } from 'react'
import { waitsFor } from '#shared/domain/handover.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useAll, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { NoticeRow } from '#ui/notice-row.tsx'
import { AcceptSheet } from './accept-sheet.tsx'
import { useMovingCards } from './handover-queries.ts'
import { useColleagueName } from './use-colleague-name.ts'
import { useLeavers } from './use-leavers.ts'

/** Hand-overs that are told one by one; more are told in one row. */
const toldOneByOne = 2

/** 今日: customers that a colleague wants to hand to this person, and for leads those whose owner has left. */
export function HandoverNotices() {
  const { role } = useSession()
  return (
    <>
      {role === 'lead' && <LeaversNotice />}
      <WaitingNotices />
    </>
  )
}

/** SR2: until the customers of who has left are handed over. */
function LeaversNotice() {
  const texts = useMessages().handover
  const count = useLeavers().reduce((sum, { customers }) => sum + customers.length, 0)
  if (count === 0) return null
  return (
    <NoticeRow
      icon={ArrowRightLeft}
      title={
        <Link to="/handovers" className="stretch-link">
          {texts.leaversNotice(count)}
        </Link>
      }
    />
  )
}

/** Until they are accepted or returned. */
function WaitingNotices() {
  const texts = useMessages().handover
  const { staffId } = useSession()
  const waiting = useAll('handover').filter(({ data }) => waitsFor(data, staffId))
  if (waiting.length > toldOneByOne) {
    return (
      <NoticeRow
        icon={ArrowRightLeft}
        title={
          <Link to="/handovers" className="stretch-link">
            {texts.noticeMany(waiting.length)}
          </Link>
        }
      />
    )
  }
  return waiting.map((handover) => <HandoverNotice key={handover.id} handover={handover} />)
}

function HandoverNotice({ handover }: { handover: RecordOf<'handover'> }) {
  const { handover: texts, domain } = useMessages()
  const nameOf = useColleagueName()
  const count = useMovingCards(handover.data).length
  const [accepting, setAccepting] = useState(false)
  const { fromId, reason, note } = handover.data
  return (
    <>
      <NoticeRow
        icon={ArrowRightLeft}
        title={
          <Link
            to="/handovers/$handoverId"
            params={{ handoverId: handover.id }}
            className="stretch-link"
          >
            {texts.notice(nameOf(fromId), count)}
          </Link>
        }
        detail={[domain.handoverReason[reason], note].filter(Boolean).join(' · ')}
        action={
          <Button size="sm" tone="soft" onPress={() => setAccepting(true)}>
            {texts.accept}
          </Button>
        }
      />
      {accepting && (
        <AcceptSheet handover={handover} count={count} onClose={() => setAccepting(false)} />
      )}
    </>
  )
}
