import { civilDateParts } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { mainReading } from '#shared/domain/search-keys.ts'
import { useAll, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { Panel } from '#ui/panel.tsx'
import { useSetBy } from './use-set-by.ts'

/** The fields whose fact has another name. */
const pathOf: Record<string, string> = {
  reading: 'searchKeys',
  owner: 'ownerId',
  coOwners: 'coOwnerIds',
}

/** The rest of the card, which every colleague of the branch may read. */
export function CardFacts({ card }: { card: RecordOf<'customer'> }) {
  const { language, messages } = useLanguage()
  const texts = messages.customers
  const words = messages.domain
  const staff = useAll('staff')
  const setBy = useSetBy(card)
  const presentYear = civilDateParts(useToday()).year
  const customer = card.data
  const nameOf = (id: string) => staff.find((each) => each.id === id)?.data.name
  const since = customer.tierSince && formatDate(language, customer.tierSince, { presentYear })
  const basis = customer.tierBasis.map((each) => words.tierBasis[each])
  const facts = [
    { id: 'reading', label: texts.reading, value: mainReading(customer.searchKeys) },
    { id: 'salutation', label: texts.salutation, value: customer.salutation },
    { id: 'aliases', label: texts.aliases, value: customer.aliases.join(' · ') },
    { id: 'gender', label: texts.gender, value: customer.gender && words.gender[customer.gender] },
    {
      id: 'tier',
      label: texts.tier,
      value: [words.tier[customer.tier], ...basis, since].filter(Boolean).join(' · '),
    },
    { id: 'stage', label: texts.stage, value: words.stage[customer.stage] },
    { id: 'source', label: texts.source, value: customer.source && words.source[customer.source] },
    { id: 'owner', label: texts.ownerLabel, value: nameOf(customer.ownerId) },
    {
      id: 'coOwners',
      label: texts.coOwners,
      value: customer.coOwnerIds.flatMap((id) => nameOf(id) ?? []).join(' · '),
    },
    // They stand on top of the card as well, without room for who said so.
    { id: 'taboos', label: texts.taboos, value: customer.taboos.join(' · ') },
    { id: 'likes', label: texts.likes, value: customer.likes.join(' · ') },
    {
      id: 'specialCare',
      label: texts.specialCare,
      value: customer.specialCare.map((each) => words.specialCare[each]).join(' · '),
    },
    {
      id: 'doNotContact',
      label: texts.doNotContact,
      value: [words.doNotContact[customer.doNotContact], customer.doNotContactReason]
        .filter(Boolean)
        .join(' · '),
    },
    {
      id: 'deceasedOn',
      label: texts.deceasedOn,
      value: customer.deceasedOn && formatDate(language, customer.deceasedOn, { presentYear }),
    },
    {
      id: 'mourningUntil',
      label: texts.mourningUntil,
      value:
        customer.mourningUntil && formatDate(language, customer.mourningUntil, { presentYear }),
    },
    {
      id: 'pinnedNote',
      label: texts.pinnedNote,
      value: customer.pinnedNote && (
        <span className="whitespace-pre-line">{customer.pinnedNote}</span>
      ),
    },
  ]
  return (
    <Panel title={messages.profile.card}>
      <FactList
        columns={2}
        facts={facts
          .filter(({ value }) => Boolean(value))
          .map((fact) => ({ ...fact, note: setBy(pathOf[fact.id] ?? fact.id) }))}
      />
    </Panel>
  )
}
