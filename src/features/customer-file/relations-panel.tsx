import { Link } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { isToOneself, seenFrom } from '#shared/domain/relation.ts'
import { useBy, useIsPending, useRecord } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { Panel } from '#ui/panel.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { AddLink, EntryLink } from './entry-link.tsx'
import { useWrittenBy } from './use-written-by.ts'

/** R3: who belongs to the customer, and who brought whom; a tap goes to the other customer. */
export function RelationsPanel({ customerId }: { customerId: string }) {
  const texts = useMessages().customerFile.relations
  const relations = useBy('relation.customer', customerId)
  const others = relations.filter(({ data }) => !isToOneself(data))
  const sorted = others.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return (
    <Panel
      flush
      title={texts.title}
      {...(others.length > 0 ? { count: others.length } : {})}
      action={
        <AddLink customerId={customerId} part="relations">
          {texts.add}
        </AddLink>
      }
    >
      {sorted.length === 0 ? (
        <p className="px-4 pb-3 text-sm text-ink-3 md:px-5">{texts.empty}</p>
      ) : (
        <ul>
          {sorted.map((relation) => (
            <RelationRow key={relation.id} relation={relation} customerId={customerId} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function RelationRow(props: { relation: RecordOf<'relation'>; customerId: string }) {
  const messages = useMessages()
  const texts = messages.customerFile
  const { relation, customerId } = props
  const pending = useIsPending('relation', relation.id)
  const writtenBy = useWrittenBy(relation)
  const { kind, other } = seenFrom(relation.data, customerId)
  const otherId = 'customerId' in other ? other.customerId : undefined
  const card = useRecord('customer', otherId)
  const name = 'name' in other ? other.name : card?.data.name
  return (
    <ListRow
      title={
        card === undefined ? (
          <span>{name ?? texts.relations.elsewhere}</span>
        ) : (
          <Link
            to="/customers/$customerId"
            params={{ customerId: card.id }}
            search={(search) => search}
            className="stretch-link"
          >
            {name}
          </Link>
        )
      }
      subtitle={
        <>
          <span>{texts.relationKind[kind]}</span>
          <span className="tnum text-ink-3">{writtenBy}</span>
          {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </>
      }
      trailing={
        <EntryLink
          customerId={customerId}
          part="relations"
          entry={relation.id}
          className={buttonClass({ tone: 'ghost', size: 'sm' })}
        >
          <Pencil size={16} aria-hidden />
          <span className="sr-only">{texts.relations.editLabel(name ?? '')}</span>
        </EntryLink>
      }
    >
      {relation.data.note && <p className="clamp-2 text-sm text-ink-2">{relation.data.note}</p>}
    </ListRow>
  )
}
