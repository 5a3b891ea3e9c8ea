import { Link } from '@tanstack/react-router'
import { Cake, NotebookPen, Phone } from 'lucide-react'
import { daysBetween } from '#shared/domain/civil-date.ts'
import type { ComingDate } from '#shared/domain/coming-dates.ts'
import { phonesOf, type NamedContactPoint } from '#shared/domain/contact-points.ts'
import { lunarDateIn } from '#shared/domain/lunar-text.ts'
import { surnameOf } from '#shared/domain/person-name.ts'
import { useBy, useIsLoaded, useLook, useRules, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { dial } from '#ui/dial.ts'
import { IconButton, iconButtonClass } from '#ui/icon-button.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { Panel } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { toast } from '#ui/toast.tsx'
import { useUiTexts } from '#ui/ui-texts.tsx'
import { PanelLink } from './panel-link.tsx'

/** As many as fit beside the list; the rest is one tap away. */
const shownAtMost = 6

/** 客户生日 of the coming days, in the calendar that each person keeps. */
export function ComingBirthdays({ birthdays }: { birthdays: readonly ComingDate[] }) {
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
            <BirthdayRow key={`${coming.date.id}|${coming.occurrence.on}`} coming={coming} />
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

function BirthdayRow({ coming }: { coming: ComingDate }) {
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
          <span>
            {occurrence.lunar
              ? lunarDateIn(language, occurrence.lunar)
              : texts.solarOn(formatDate(language, occurrence.on))}
          </span>
        </>
      }
      trailing={<BirthdayActions customerId={customer.id} name={name} />}
    />
  )
}

/** Call, when a number is known here, and log it. */
function BirthdayActions({ customerId, name }: { customerId: string; name: string }) {
  const texts = useLanguage().messages.today
  const { notRevealed } = useUiTexts()
  const [profile] = useBy('profile.customer', customerId)
  const [phone] = phonesOf(profile?.data.contactPoints)
  const look = useLook()
  const label = texts.logGreeting(name)
  const call = async ({ id, value }: NamedContactPoint) => {
    // SE7: the telephone shows the whole number.
    const field = `contactPoints.${id}`
    if (await look([{ recordType: 'profile', recordId: customerId, field }])) dial(value)
    else toast({ text: notRevealed, tone: 'danger' })
  }
  return (
    <>
      {phone && (
        <IconButton label={texts.call(name)} icon={Phone} onPress={() => void call(phone)} />
      )}
      <Link
        to="/customers/$customerId/notes/new"
        params={{ customerId }}
        aria-label={label}
        title={label}
        className={iconButtonClass}
      >
        <NotebookPen size={20} strokeWidth={1.9} aria-hidden />
      </Link>
    </>
  )
}
