import { useMemo, useState } from 'react'
import { YearPlan } from '#shared/domain/rule-change.ts'
import {
  type ReadNotice,
  readYearNotice,
  runsOf,
  writeYearNotice,
} from '#shared/domain/year-notice.ts'
import type { WorkingYear } from '#shared/domain/working-calendar.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import { TextArea } from '#ui/text-area.tsx'
import { toast } from '#ui/toast.tsx'
import { PublishSheet } from './publish-sheet.tsx'

interface YearSheetProps {
  api: Pick<AdminApi, 'publishYear'>
  year: string
  /** Undefined: nobody has announced it yet. */
  known: WorkingYear | undefined
  onClose(): void
}

/** The holidays of a year as they were announced: pasted, and shown as they were understood before they are published. */
export function YearSheet({ api, year, known, onClose }: YearSheetProps) {
  const { messages } = useLanguage()
  const texts = useAdminMessages().rules
  const [text, setText] = useState(() => (known === undefined ? '' : writeYearNotice(known)))
  const [error, setError] = useState<string>()
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const read = useMemo(() => readYearNotice(text, year), [text, year])
  const submit = async () => {
    const code = problemOf(read)
    setError(
      code === undefined ? undefined : (texts.errors[code] ?? messages.app.fieldErrors[code]),
    )
    if (code !== undefined) return
    setBusy(true)
    setTrouble(null)
    const answer = await api.publishYear(read.plan)
    setBusy(false)
    if (answer.ok) {
      toast({ text: texts.publishedYear(year), tone: 'done' })
      onClose()
    } else setTrouble(answer.error.type === 'unreachable' ? texts.offline : texts.failed)
  }
  return (
    <PublishSheet
      size="lg"
      title={texts.yearTitle(year)}
      busy={busy}
      trouble={trouble}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextArea
        name="notice"
        label={texts.notice}
        description={texts.noticeText}
        rows={7}
        value={text}
        onChange={(next) => {
          setText(next)
          setError(undefined)
        }}
        error={error}
      />
      {text.trim() !== '' && <Understood read={read} />}
    </PublishSheet>
  )
}

/** The first thing that keeps a plan from being published, as a code. */
function problemOf({ plan }: ReadNotice): string | undefined {
  if (plan.holidays.length + plan.makeUpDays.length === 0) return 'no-days'
  return YearPlan.safeParse(plan).error?.issues[0]?.message
}

function Understood({ read: { plan, unread } }: { read: ReadNotice }) {
  const { language } = useLanguage()
  const texts = useAdminMessages().rules
  const dayWords = (day: string) => formatDate(language, day, { weekday: true })
  return (
    <section aria-live="polite" className="grid gap-3 rounded-md bg-sunken px-4 py-3">
      <h3 className="text-sm font-medium text-ink-2">{texts.readTitle}</h3>
      <div className="grid gap-4 md:grid-cols-2">
        <div>
          <p className="tnum font-medium">{texts.readHolidays(plan.holidays.length)}</p>
          <ul className="tnum grid gap-0.5 text-sm text-ink-2">
            {runsOf(plan.holidays).map(({ first, last, name }) => (
              <li key={`${first}${name ?? ''}`}>
                {[name, first === last ? dayWords(first) : `${dayWords(first)}–${dayWords(last)}`]
                  .filter(Boolean)
                  .join(' ')}
              </li>
            ))}
          </ul>
        </div>
        <div>
          <p className="tnum font-medium">{texts.readMakeUp(plan.makeUpDays.length)}</p>
          <ul className="tnum grid gap-0.5 text-sm text-ink-2">
            {plan.makeUpDays.map((day) => (
              <li key={day}>{dayWords(day)}</li>
            ))}
          </ul>
        </div>
      </div>
      {unread.length > 0 && (
        <div className="text-sm text-ink-2">
          <p className="font-medium text-danger">{texts.unread(unread.length)}</p>
          <ul className="grid gap-0.5">
            {unread.slice(0, 5).map((line) => (
              <li key={line} className="wrap-anywhere">
                {line}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
