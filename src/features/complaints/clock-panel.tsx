import { addDays, civilDateParts, type CivilDate } from '#shared/domain/civil-date.ts'
import { complaintClock, type ComplaintClock } from '#shared/domain/complaint-clock.ts'
import { useRules, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Panel } from '#ui/panel.tsx'
import { barLevel, deadlineWords } from './deadline-words.ts'

/** The time limit of a complaint that is not saved yet. `receivedAt` is an instant in ms. */
function useClockOf(receivedAt: number): ComplaintClock {
  const rules = useRules()
  const today = useToday()
  return complaintClock({ receivedAt, events: {} }, rules, today)
}

function useShowDate(): (date: CivilDate) => string {
  const { language } = useLanguage()
  const presentYear = civilDateParts(useToday()).year
  return (date) => formatDate(language, date, { weekday: true, presentYear })
}

/** Phones: one line that stays in sight above the form. */
export function ClockStrip({ receivedAt }: { receivedAt: number }) {
  const texts = useLanguage().messages.complaints
  const clock = useClockOf(receivedAt)
  const show = useShowDate()
  const late = barLevel[clock.level] === 'late'
  return (
    <p className="sticky top-14 z-10 -mx-4 flex flex-wrap items-baseline justify-between gap-x-3 border-y border-line bg-surface px-4 py-2.5 md:top-16 md:rounded-md md:border-x md:mx-0 min-[960px]:hidden">
      <span className="text-sm text-ink-3">
        {texts.replyBy} <span className="tnum text-ink">{show(clock.dueOn)}</span>
      </span>
      <span className={`tnum font-semibold ${late ? 'text-danger' : ''}`}>
        {deadlineWords(clock.daysLeft, texts)}
      </span>
    </p>
  )
}

/** 办理时限: when the reply is due, shown before anything is saved. `receivedAt` is an instant in ms. */
export function ClockPanel({ receivedAt }: { receivedAt: number }) {
  const texts = useLanguage().messages.complaints
  const rules = useRules()
  const clock = useClockOf(receivedAt)
  const show = useShowDate()
  const longest = addDays(clock.receivedOn, rules.complaint.longestReplyDays)
  const late = barLevel[clock.level] === 'late'
  const steps = [
    { id: 'receipt', label: texts.receipt, date: clock.receivedOn, note: null },
    {
      id: 'reply',
      label: texts.replyBy,
      date: clock.dueOn,
      note: clock.warnOn === clock.dueOn ? null : texts.lastWorkingDay(show(clock.warnOn)),
    },
    {
      id: 'longest',
      label: texts.extended,
      date: longest,
      note: texts.days(rules.complaint.longestReplyDays),
    },
  ]
  return (
    <Panel title={texts.clockTitle}>
      <p className={`tnum mb-4 text-2xl font-semibold ${late ? 'text-danger' : ''}`}>
        {deadlineWords(clock.daysLeft, texts)}
      </p>
      <ol>
        {steps.map(({ id, label, date, note }, index) => (
          <li key={id} className="relative pb-4 pl-6 last:pb-0">
            <span
              aria-hidden
              className={`absolute top-1.5 left-0 size-3 rounded-full border-2 ${
                index === 0 ? 'border-primary bg-primary' : 'border-line-strong bg-surface'
              }`}
            />
            {index < steps.length - 1 && (
              <span aria-hidden className="absolute top-5 bottom-0 left-[5px] w-0.5 bg-line" />
            )}
            <span className="flex flex-wrap gap-x-3">
              <span className="flex-1 font-medium">{label}</span>
              <span className="tnum text-ink-2">{show(date)}</span>
            </span>
            {note !== null && <span className="tnum text-sm text-ink-3">{note}</span>}
          </li>
        ))}
      </ol>
      <ClockRemarks clock={clock} />
    </Panel>
  )
}

/** What is not sure about a time limit: a holiday at its end, a year whose holidays are not known. */
export function ClockRemarks({ clock }: { clock: ComplaintClock }) {
  const texts = useLanguage().messages.complaints
  const show = useShowDate()
  return (
    <>
      {clock.rollOver !== undefined && (
        <p className="mt-3 text-sm text-ink-3">{texts.rollOver(show(clock.rollOver))}</p>
      )}
      {!clock.certain && (
        <p className="mt-3 text-sm text-ink-3">
          {texts.estimated(civilDateParts(clock.dueOn).year)}
        </p>
      )}
    </>
  )
}
