import { Link } from '@tanstack/react-router'
import { surnameOf } from '#shared/domain/person-name.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useMessages } from '#i18n/language.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { CardBadges } from './card-badges.tsx'
import { lastContactWords } from './contact-words.ts'
import { HighlightedName } from './highlighted-name.tsx'
import { TierBadge } from './tier-badge.tsx'

interface CustomerRowProps {
  card: RecordOf<'customer'>
  /** The part of the name that matched, [from, to) in UTF-16 units. */
  highlight: readonly [from: number, to: number] | undefined
  today: CivilDate
  /** Instant in ms; null: never; undefined: not for this colleague to know. */
  lastContactAt: number | null | undefined
  openComplaints: number
  selected: boolean
}

/** One customer of the list: who, which tier, how long ago, and what to mind before speaking. */
export function CustomerRow({
  card,
  highlight,
  today,
  lastContactAt,
  openComplaints,
  selected,
}: CustomerRowProps) {
  const texts = useMessages().customers
  const { name, salutation, tier, phoneTail } = card.data
  return (
    <ListRow
      selected={selected}
      leading={<SurnameDisc surname={surnameOf(name) ?? name} tier={tier} />}
      title={
        <Link
          to="/customers/$customerId"
          params={{ customerId: card.id }}
          search={keepSearch}
          className="stretch-link font-medium"
        >
          <HighlightedName name={name} highlight={highlight} />
          {salutation && <span className="ml-2 text-sm font-normal text-ink-3">{salutation}</span>}
        </Link>
      }
      subtitle={
        <>
          {phoneTail && (
            <span className="tnum whitespace-nowrap">{texts.phoneTail(phoneTail)}</span>
          )}
          {lastContactAt !== undefined && (
            <span className="whitespace-nowrap">
              {lastContactWords(texts.lastContact, today, lastContactAt)}
            </span>
          )}
          <CardBadges card={card} openComplaints={openComplaints} />
        </>
      }
      trailing={<TierBadge tier={tier} />}
    />
  )
}

/** Filter and order of the list stay when a customer is opened. */
function keepSearch(search: object): object {
  return search
}
