import { Link } from '@tanstack/react-router'
import { Cake } from 'lucide-react'
import type { ReactElement } from 'react'
import { daysBetween } from '#shared/domain/civil-date.ts'
import type { ComingDate } from '#shared/domain/coming-dates.ts'
import { lunarDateIn } from '#shared/domain/lunar-text.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { surnameOf } from '#shared/domain/person-name.ts'
import { useIsLoaded, useRules, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { Panel } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { PanelLink } from './panel-link.tsx'

/** As many as fit beside the list; the rest is one tap away. */
const shownAtMost = 6

/** Draws how a customer is contacted. */
export type RenderContact = (card: RecordOf<'customer'>) => ReactElement

/** 客户生日 of the coming days, in the calendar that each person keeps. */
export function ComingBirthdays(props: {
  birthdays: readonly ComingDate[]
  renderContact: RenderContact
}) {
  const { birthdays } = props
  const { messages } = useLanguage()
  const texts = messages.today
  const today = useToday()
  const loaded = useIsLoaded()
  const { dates } = useRules()
  const ofToday = birthdays.filter(({ occurrence }) => occurrence.on === today).length
  return (
    <Panel
      flush
      title={texts.birthdaysTitle}
      count={
        ofToday > 0 ? texts.birthdaysToday(ofToday) : texts.birthdaysSoon(dates.todayHorizonDays)
      }
      action={<PanelLink to="/dates">{texts.calendar}</PanelLink>}
    >
      {birthdays.length > 0 ? (
        <ul>
          {birthdays.slice(0, shownAtMost).map((coming) => (
            <BirthdayRow
              key={`${coming.date.id}|${coming.occurrence.on}`}
              coming={coming}
              contact={props.renderContact(coming.customer)}
            />
          ))}
        </ul>
      ) : loaded ? (
        <p className="px-4 pb-4 text-sm text-ink-3 md:px-5">{texts.noBirthdays}</p>
      ) : (
        <SkeletonRows count={2} />
      )}
    </Panel>
  )
}

function BirthdayRow({ coming, contact }: { coming: ComingDate; contact: ReactElement }) {
  const { language, messages } = useLanguage()
  const texts = messages.today
  const today = useToday()
  const { customer, occurrence } = coming
  const { name, tier } = customer.data
  const days = daysBetween(today, occurrence.on)
  const when =
    days === 0 ? messages.app.today : days === 1 ? messages.app.tomorrow : messages.app.inDays(days)
  return (
    <ListRow
      leading={<SurnameDisc surname={surnameOf(name) ?? name} tier={tier} />}
      title={
        <Link
          to="/customers/$customerId"
          params={{ customerId: customer.id }}
          className="stretch-link"
        >
          {name}
          <span className="ml-2 text-sm text-ink-3">{messages.domain.tier[tier]}</span>
        </Link>
      }
      subtitle={
        <>
          <Cake size={14} className={days === 0 ? 'text-plum' : ''} aria-hidden />
          <span className={days === 0 ? 'font-medium text-plum' : ''}>{when}</span>
          {/* A date that does not fit goes to the next line in one piece. */}
          <span className="inline-block">
            {occurrence.lunar
              ? lunarDateIn(language, occurrence.lunar)
              : texts.solarOn(formatDate(language, occurrence.on))}
          </span>
        </>
      }
      trailing={contact}
    />
  )
}
