import { Link } from '@tanstack/react-router'
import { SearchX } from 'lucide-react'
import { useState } from 'react'
import { surnameOf } from '#shared/domain/person-name.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useCustomerOptions } from '#replica/use-customer-options.ts'
import { useReplica, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { SearchField } from '#ui/search-field.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { mayAddCustomer, seesPortfolio } from './customer-access.ts'
import { useOpenedLately } from './customer-list-queries.ts'

/** As many as are looked through; more is typed for. */
const most = 20

/**
 * Whom something is about, when it was begun without a customer: who was opened last, or whoever is typed for. Only customers
 * whose notes are written here (SC2).
 */
export function WhomSheet(props: {
  title: string
  onChoose: (customerId: string) => void
  onClose: () => void
}) {
  const texts = useMessages().customers
  const session = useSession()
  const replica = useReplica()
  const [typed, setTyped] = useState('')
  const found = useCustomerOptions(typed, (_, card) => seesPortfolio(session, card))
    .slice(0, most)
    .flatMap(({ value }) => replica.get('customer', value) ?? [])
  const opened = useOpenedLately().filter(({ data }) => seesPortfolio(session, data))
  const isSearching = typed.trim() !== ''
  const [first] = found
  return (
    <Sheet open onClose={props.onClose} title={props.title}>
      <SearchField
        label={texts.searchLabel}
        placeholder={texts.searchHint}
        value={typed}
        onChange={setTyped}
        onSubmit={() => isSearching && first !== undefined && props.onChoose(first.id)}
        autoFocus
      />
      {/* As high whatever is found: the rows do not jump under the finger. */}
      <div className="mt-3 min-h-80">
        {isSearching && found.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title={texts.noMatchTitle}
            description={texts.noMatchText}
            action={
              mayAddCustomer(session) && (
                <Link to="/customers/new" className={buttonClass({ tone: 'outline' })}>
                  {texts.add}
                </Link>
              )
            }
          />
        ) : (
          <>
            {!isSearching && (
              <p className="text-sm text-ink-3">
                {opened.length > 0 ? texts.recentlyOpened : texts.whomHint}
              </p>
            )}
            <ul aria-label={texts.title} className="-mx-4">
              {(isSearching ? found : opened).map((card) => (
                <CustomerChoice key={card.id} card={card} onChoose={props.onChoose} />
              ))}
            </ul>
          </>
        )}
      </div>
    </Sheet>
  )
}

function CustomerChoice(props: {
  card: RecordOf<'customer'>
  onChoose: (customerId: string) => void
}) {
  const texts = useMessages().customers
  const { id, data } = props.card
  const tail = data.phoneTail === undefined ? undefined : texts.phoneTail(data.phoneTail)
  return (
    <ListRow
      leading={
        <SurnameDisc surname={surnameOf(data.name) ?? data.name} tier={data.tier} size="sm" />
      }
      title={data.name}
      subtitle={[data.salutation, tail].filter(Boolean).map((part) => (
        <span key={part}>{part}</span>
      ))}
      onPress={() => props.onChoose(id)}
    />
  )
}
