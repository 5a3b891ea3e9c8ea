import { Link } from '@tanstack/react-router'
import { surnameOf } from '#shared/domain/person-name.ts'
import { useMessages } from '#i18n/language.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { useOpenedLately } from './customer-list-queries.ts'

/** The customers opened in this session, one tap away while nothing is searched for. */
export function OpenedLately(props: { selectedId: string | null }) {
  const texts = useMessages().customers
  const cards = useOpenedLately().filter(({ id }) => id !== props.selectedId)
  if (cards.length === 0) return null
  return (
    <nav
      aria-label={texts.recentlyOpened}
      className="shrink-0 border-b border-line px-4 py-3 md:px-5"
    >
      <p className="text-sm text-ink-3">{texts.recentlyOpened}</p>
      <ul className="no-scrollbar -mx-4 mt-1 flex gap-1 overflow-x-auto px-4">
        {cards.map(({ id, data }) => (
          <li key={id} className="shrink-0">
            <Link
              to="/customers/$customerId"
              params={{ customerId: id }}
              search={keepSearch}
              className="flex min-h-11 max-w-40 items-center gap-2 rounded-full pr-3 pl-1 hover:bg-sunken"
            >
              <SurnameDisc surname={surnameOf(data.name) ?? data.name} tier={data.tier} size="sm" />
              <span className="min-w-0 truncate">{data.name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function keepSearch(search: object): object {
  return search
}
