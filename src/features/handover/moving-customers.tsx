import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { surnameOf } from '#shared/domain/person-name.ts'
import { handoverState, type Handover } from '#shared/domain/handover.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useAll } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { Panel } from '#ui/panel.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { useMovingCards } from './handover-queries.ts'

/** The customers by name: those that would move, or those that were named. */
export function MovingCustomers({ handover }: { handover: Handover }) {
  const texts = useMessages().handover
  const moving = useMovingCards(handover)
  const named = useNamedCards(handover.customerIds)
  const isOpen = handoverState(handover) === 'proposed'
  const shown = named ?? (isOpen ? moving : [])
  if (shown.length === 0) return null
  const stays = new Set(moving.map(({ id }) => id))
  return (
    <Panel title={texts.customersTitle} count={texts.customers(shown.length)} flush>
      <VirtualList
        label={texts.customersTitle}
        items={shown}
        itemKey={({ id }) => id}
        rowHeight={64}
        renderItem={(card) => <CustomerRow card={card} gone={isOpen && !stays.has(card.id)} />}
      />
    </Panel>
  )
}

function CustomerRow({ card, gone }: { card: RecordOf<'customer'>; gone: boolean }) {
  const { handover: texts, customers, domain } = useMessages()
  const { name, tier, phoneTail } = card.data
  return (
    <ListRow
      leading={<SurnameDisc surname={surnameOf(name) ?? name} tier={tier} />}
      title={
        <Link
          to="/customers/$customerId"
          params={{ customerId: card.id }}
          className="stretch-link clamp-2"
        >
          {name}
        </Link>
      }
      subtitle={
        <>
          <span>{domain.tier[tier]}</span>
          {phoneTail !== undefined && (
            <span className="tnum">{customers.phoneTail(phoneTail)}</span>
          )}
          {gone && <span>{texts.noLongerOwned}</span>}
        </>
      }
    />
  )
}

function useNamedCards(
  customerIds: readonly string[] | undefined,
): readonly RecordOf<'customer'>[] | undefined {
  const cards = useAll('customer')
  return useMemo(() => {
    if (customerIds === undefined) return undefined
    const named = new Set(customerIds)
    return cards
      .filter(({ id }) => named.has(id))
      .toSorted((one, other) => one.data.name.localeCompare(other.data.name, 'zh-CN'))
  }, [cards, customerIds])
}
