import { civilDateParts } from '#shared/domain/civil-date.ts'
import { directionsFor } from '#shared/domain/need-directions.ts'
import type { RiskLevel } from '#shared/domain/profile.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useBy, useIsPending, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage, useMessages } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { Panel } from '#ui/panel.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { AddLink, EntryLink } from './entry-link.tsx'
import { directionWords } from './direction-words.ts'
import { useCapacity } from './use-capacity.ts'
import { useWrittenBy } from './use-written-by.ts'

/** R8: what the customer wants, what is open first; R10: under each open one, what can be talked about. */
export function NeedsPanel({ customerId }: { customerId: string }) {
  const texts = useMessages().customerFile.needs
  const needs = useBy('need.customer', customerId)
  const capacity = useCapacity(customerId)
  const sorted = needs.toSorted((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1))
  const open = sorted.filter(({ data }) => data.status === 'open')
  const closed = sorted.filter(({ data }) => data.status !== 'open')
  const row = (need: RecordOf<'need'>) => <NeedRow key={need.id} need={need} capacity={capacity} />
  return (
    <Panel
      flush
      title={texts.title}
      {...(open.length > 0 ? { count: open.length } : {})}
      action={
        <AddLink customerId={customerId} part="needs">
          {texts.add}
        </AddLink>
      }
    >
      {needs.length === 0 && <p className="px-4 pb-3 text-sm text-ink-3 md:px-5">{texts.empty}</p>}
      {open.length > 0 && <ul>{open.map(row)}</ul>}
      {closed.length > 0 && (
        <div className="px-4 md:px-5">
          <Disclosure summary={texts.closed(closed.length)}>
            <ul className="-mx-4 md:-mx-5">{closed.map(row)}</ul>
          </Disclosure>
        </div>
      )}
    </Panel>
  )
}

function NeedRow(props: { need: RecordOf<'need'>; capacity: RiskLevel | undefined }) {
  const { language, messages } = useLanguage()
  const texts = messages.customerFile
  const presentYear = civilDateParts(useToday()).year
  const { need, capacity } = props
  const { data } = need
  const pending = useIsPending('need', need.id)
  const writtenBy = useWrittenBy(need)
  const open = data.status === 'open'
  const hint = open ? directionWords(texts, directionsFor(data.type, capacity)) : ''
  return (
    <ListRow
      done={!open}
      title={
        <EntryLink
          customerId={data.customerId}
          part="needs"
          entry={need.id}
          className="stretch-link"
        >
          {texts.needType[data.type]}
        </EntryLink>
      }
      meta={data.amountBand && messages.domain.assetBand[data.amountBand]}
      subtitle={
        <>
          {!open && <Badge>{texts.needStatus[data.status]}</Badge>}
          {data.horizon && <span>{messages.domain.horizon[data.horizon]}</span>}
          <span>{texts.needs.said(formatDate(language, data.saidOn, { presentYear }))}</span>
          <span className="tnum text-ink-3">{writtenBy}</span>
          {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </>
      }
    >
      {data.note && <p className="clamp-2 text-sm text-ink-2">{data.note}</p>}
      {hint && <p className="text-sm text-ink-3">{texts.needs.hintText(hint)}</p>}
    </ListRow>
  )
}

/** The latest first; the id keeps the order the same on every device. */
function placeOf({ id, data }: RecordOf<'need'>): string {
  return `${data.saidOn} ${id}`
}
