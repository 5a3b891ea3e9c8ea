import { civilDateParts, type CivilDate } from '#shared/domain/civil-date.ts'
import { complaintClock } from '#shared/domain/complaint-clock.ts'
import { isFinal, type ComplaintState } from '#shared/domain/complaint-fold.ts'
import type { Complaint } from '#shared/domain/complaint.ts'
import { useRules, useToday } from '#replica/use-replica.ts'
import { formatDate, formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { DeadlineBar } from '#ui/deadline-bar.tsx'
import { ClockRemarks } from './clock-panel.tsx'
import { barLevel, deadlineWords } from './deadline-words.ts'

/** What is left is the loudest thing on the page. */
export function DeadlinePanel({
  complaint,
  state,
}: {
  complaint: Complaint
  state: ComplaintState
}) {
  const { language, messages } = useLanguage()
  const texts = messages.complaints
  const rules = useRules()
  const today = useToday()
  const clock = complaintClock(complaint, rules, today)
  const { replyDays } = rules.complaint
  const show = (date: CivilDate) =>
    formatDate(language, date, { weekday: true, presentYear: civilDateParts(today).year })
  if (isFinal(state.state)) {
    return (
      <section className="panel-box px-4 py-4 md:px-5">
        <p className="text-2xl font-semibold">{messages.domain.complaintState[state.state]}</p>
        {state.closedAt !== undefined && (
          <p className="tnum text-sm text-ink-3">{formatInstant(language, state.closedAt)}</p>
        )}
      </section>
    )
  }
  return (
    <section className="panel-box px-4 py-4 md:px-5">
      <div className="text-2xl">
        <DeadlineBar
          title={<span className="text-base text-ink-2">{texts.replyBy}</span>}
          label={deadlineWords(clock.daysLeft, texts)}
          used={clock.usedRatio}
          total={1}
          level={barLevel[clock.level]}
          start={
            <>
              <span className="mr-3 font-medium text-ink">{show(clock.dueOn)}</span>
              {texts.usedOf(Math.max(0, replyDays - clock.daysLeft), replyDays)}
            </>
          }
          end={clock.warnOn === clock.dueOn ? undefined : texts.lastWorkingDay(show(clock.warnOn))}
        />
      </div>
      <ClockRemarks clock={clock} />
    </section>
  )
}
