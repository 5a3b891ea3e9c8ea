import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { RecordType } from '#shared/protocol/record.ts'
import { useRecord } from '#replica/use-replica.ts'
import { HistoryScreen } from '#features/history/history-screen.tsx'
import { RecordLink } from '#features/sync-status/record-link.tsx'
import { recordSubject } from '#features/sync-status/record-subject.ts'
import { useWords } from '#features/sync-status/use-words.ts'
import { useHistoryWords } from './history-words.ts'
import { useGoBack } from './use-go-back.ts'

const historyRoute = getRouteApi('/history/$recordType/$recordId')

/** 修改记录 of one record; a customer's card and profile have one together. */
export function HistoryPage() {
  const { recordType, recordId } = historyRoute.useParams()
  const type = RecordType.safeParse(recordType)
  const named = type.success ? type.data : 'customer'
  const isCustomer = named === 'customer' || named === 'profile'
  const record = useRecord(isCustomer ? 'customer' : named, type.success ? recordId : undefined)
  const profile = useRecord('profile', isCustomer ? recordId : undefined)
  const records = useMemo(
    () => [record, profile].filter((each) => each !== undefined),
    [record, profile],
  )
  const words = useHistoryWords()
  const subject = recordSubject(named, recordId, record?.data, useWords())
  return (
    <HistoryScreen
      key={recordId}
      records={records}
      words={words}
      title={
        <RecordLink
          recordType={named}
          recordId={recordId}
          customerId={subject.customerId}
          className="hover:underline"
        >
          {subject.heading ?? subject.title}
        </RecordLink>
      }
      onBack={useGoBack('/today')}
    />
  )
}
