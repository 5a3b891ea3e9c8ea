import { nextOccurrences } from '#shared/domain/important-date-occurrences.ts'
import type { ImportantDate } from '#shared/domain/important-date.ts'
import { lunarDateIn, lunarDateOf } from '#shared/domain/lunar-text.ts'
import { useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { adjustmentWords, yearsWords } from './date-words.ts'

/** The next three times a date falls, both calendars, and what was moved and why. */
export function DatePreview(props: {
  date: ImportantDate | undefined
  /** There is no such day; the field says why. */
  impossible: boolean
}) {
  const { date, impossible } = props
  const { language, messages } = useLanguage()
  const texts = messages.dates
  const today = useToday()
  const presentYear = Number(today.slice(0, 4))
  const next = date ? nextOccurrences(date, today, 3) : []
  return (
    <section
      className="rounded-lg bg-sunken px-4 py-3"
      aria-label={texts.preview}
      aria-live="polite"
    >
      <h3 className="text-sm font-semibold">{texts.preview}</h3>
      {!date && (
        <p className="mt-1 text-sm text-ink-3">
          {impossible ? texts.previewImpossible : texts.previewEmpty}
        </p>
      )}
      {date && next.length === 0 && <p className="mt-1 text-sm text-ink-3">{texts.previewOver}</p>}
      <ol className="mt-1 grid gap-2">
        {date &&
          next.map((occurrence) => {
            const years = yearsWords(texts, date, occurrence)
            const adjusted = adjustmentWords(texts, date, occurrence)
            const lunar = occurrence.lunar ?? lunarDateOf(occurrence.on)
            return (
              <li key={occurrence.on} className="tnum">
                <p>
                  <span className="font-medium">
                    {formatDate(language, occurrence.on, { weekday: true, presentYear })}
                  </span>
                  <span className="ml-2 text-sm text-ink-2">
                    {[lunar && lunarDateIn(language, lunar), years].filter(Boolean).join(' · ')}
                  </span>
                </p>
                {adjusted && <p className="text-sm text-ink-2">{adjusted}</p>}
              </li>
            )
          })}
      </ol>
    </section>
  )
}
