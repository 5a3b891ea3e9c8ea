import { memo } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { ListRow } from '#ui/list-row.tsx'
import { badgesOf, CardBadges } from './card-badges.tsx'
import type { CustomerListItem } from './customer-list-queries.ts'
import { usePaintedSlots } from './paint-slots.ts'
import { RowLink, type RowLinks, rowAddress } from './row-link.tsx'
import type { RowReading } from './row-reading.ts'
import { contactWords, nameWords, tailWords, tierWords } from './row-words.ts'

interface CustomerRowProps {
  card: RecordOf<'customer'>
  highlight: CustomerListItem['highlight']
  reading: RowReading
  links: RowLinks
  selected: boolean
}

/** One customer of the list: who, which tier, how long ago, and what to mind before speaking. */
export function CustomerRow({ card, highlight, reading, links, selected }: CustomerRowProps) {
  const tail = tailWords(card, reading)
  const contact = contactWords(card, reading, reading.messages.customers.lastContact)
  const has = { mark: highlight !== undefined, tail: tail !== '', contact: contact !== '' }
  const root = usePaintedSlots<HTMLDivElement>(
    {
      ...nameWords(card, highlight, 'md'),
      ...tierWords(card, reading),
      link: { href: rowAddress(card.id) },
      tail: { text: tail },
      contact: { text: contact },
    },
    `${has.mark} ${has.tail} ${has.contact}`,
  )
  return (
    <div ref={root}>
      <RowShape
        open={links.open}
        selected={selected}
        marked={has.mark}
        hasTail={has.tail}
        hasContact={has.contact}
        badges={badgesOf(card, reading)}
      />
    </div>
  )
}

const RowShape = memo(function RowShape(props: {
  open: RowLinks['open']
  selected: boolean
  marked: boolean
  hasTail: boolean
  hasContact: boolean
  badges: string
}) {
  return (
    <ListRow
      selected={props.selected}
      leading={<span data-slot="disc" aria-hidden />}
      title={
        <RowLink
          open={props.open}
          selected={props.selected}
          marked={props.marked}
          className="stretch-link font-medium"
        />
      }
      subtitle={
        <>
          {props.hasTail && <span data-slot="tail" className="tnum whitespace-nowrap" />}
          {props.hasContact && <span data-slot="contact" className="whitespace-nowrap" />}
          <CardBadges badges={props.badges} />
        </>
      }
      trailing={
        <span data-slot="tierBadge" data-badge>
          <span data-slot="tier" className="tnum min-w-0 truncate" />
        </span>
      }
    />
  )
})
