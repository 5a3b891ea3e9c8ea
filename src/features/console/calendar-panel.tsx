import { CalendarCheck2, CalendarX2 } from 'lucide-react'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import type { WorkingCalendar } from '#shared/domain/working-calendar.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import type { AdminApi } from '#sync/admin-api.ts'
import { Button } from '#ui/button.tsx'
import { Panel } from '#ui/panel.tsx'
import { useStandingState } from '#ui/standing-state.ts'
import { YearSheet } from './year-sheet.tsx'

interface CalendarPanelProps {
  api: Pick<AdminApi, 'publishYear'>
  calendar: WorkingCalendar
  today: CivilDate
}

/** 放假安排: the years that are known, and the next one as long as it is not. A year that nobody announced is never “no holidays”. */
export function CalendarPanel({ api, calendar, today }: CalendarPanelProps) {
  const texts = useAdminMessages().rules
  const [open, setOpen] = useStandingState<string | null>('console/rules/year', null)
  const present = Number(today.slice(0, 4))
  const wanted = [String(present), String(present + 1)]
  const years = [...new Set([...Object.keys(calendar.years), ...wanted])].toSorted().toReversed()
  return (
    <Panel title={texts.calendar} flush>
      <p className="px-4 pb-2 text-sm text-ink-3 md:px-5">{texts.calendarText}</p>
      <ul className="divide-y divide-line">
        {years.map((year) => {
          const known = calendar.years[year]
          const Icon = known === undefined ? CalendarX2 : CalendarCheck2
          return (
            <li key={year} className="flex min-h-16 items-center gap-3 px-4 py-2 md:px-5">
              <Icon
                size={20}
                className={`shrink-0 ${known === undefined ? 'text-warn' : 'text-ink-3'}`}
                aria-hidden
              />
              <span className="min-w-0 flex-1">
                <span className="tnum block font-medium">{year}</span>
                <span className="tnum block text-sm text-ink-3">
                  {known === undefined
                    ? texts.yearUnknown(year)
                    : texts.yearKnown(known.holidays.length, known.makeUpDays.length)}
                </span>
              </span>
              <Button
                tone="outline"
                size="sm"
                aria-label={`${known === undefined ? texts.enterYear : texts.changeYear} ${year}`}
                onPress={() => setOpen(year)}
              >
                {known === undefined ? texts.enterYear : texts.changeYear}
              </Button>
            </li>
          )
        })}
      </ul>
      {open !== null && (
        <YearSheet
          api={api}
          year={open}
          known={calendar.years[open]}
          onClose={() => setOpen(null)}
        />
      )}
    </Panel>
  )
}
