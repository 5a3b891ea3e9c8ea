import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { civilDateParts, daysBetween } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useIsLoaded, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { Briefing } from './briefing-queries.ts'
import { lastContactWords } from './contact-words.ts'
import { riskValidity } from '#shared/domain/risk-validity.ts'

/** Last talk, what is owed, complaint, risk: four short answers. */
export function BriefingFacts({ briefing }: { briefing: Briefing }) {
  const { messages } = useLanguage()
  const texts = messages.customers
  const loaded = useIsLoaded()
  const { openComplaints, openTasks, lastTalk, seesPortfolio } = briefing
  const [task, ...moreTasks] = openTasks
  if (!seesPortfolio && openComplaints.length === 0 && task === undefined) return null
  return (
    <section aria-label={texts.briefing} className="panel-box divide-y divide-line px-4 md:px-5">
      {openComplaints.map((complaint) => (
        <Fact key={complaint.id} label={texts.complaint}>
          <Link
            to="/complaints/$complaintId"
            params={{ complaintId: complaint.id }}
            className="font-medium text-danger underline decoration-1 underline-offset-4"
          >
            <span className="clamp-2 wrap-anywhere">{complaint.data.matter}</span>
          </Link>
        </Fact>
      ))}
      {(seesPortfolio || task !== undefined) && (
        <Fact label={task?.data.origin === 'promise' ? texts.promise : texts.openTask}>
          {task === undefined ? (
            <span className="text-ink-3">{texts.noOpenTask}</span>
          ) : (
            <TaskLine task={task} more={moreTasks.length} />
          )}
        </Fact>
      )}
      {seesPortfolio && (
        <Fact label={texts.lastTalk}>
          {lastTalk === undefined ? (
            <span className="text-ink-3">{loaded ? texts.noTalk : texts.stillLoading}</span>
          ) : (
            <LastTalk note={lastTalk} />
          )}
        </Fact>
      )}
      {seesPortfolio && (
        <Fact label={texts.risk}>
          <Risk briefing={briefing} />
        </Fact>
      )}
    </section>
  )
}

function Fact(props: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-start gap-3 py-2.5">
      <span className="w-16 shrink-0 text-sm leading-6 text-ink-3">{props.label}</span>
      <div className="min-w-0 flex-1 wrap-anywhere">{props.children}</div>
    </div>
  )
}

function TaskLine(props: { task: RecordOf<'task'>; more: number }) {
  const { language, messages } = useLanguage()
  const texts = messages.customers
  const today = useToday()
  const { title, dueOn } = props.task.data
  const days = daysBetween(today, dueOn)
  const presentYear = civilDateParts(today).year
  return (
    <p>
      {title}{' '}
      <span className={days < 0 ? 'font-semibold text-danger' : 'text-ink-2'}>
        {days < 0 && texts.dueOverdue(-days)}
        {days === 0 && texts.dueToday}
        {days === 1 && texts.dueTomorrow}
        {days > 1 && texts.dueOn(formatDate(language, dueOn, { presentYear }))}
      </span>
      {props.more > 0 && (
        <span className="text-sm text-ink-3"> {texts.moreOpenTasks(props.more)}</span>
      )}
    </p>
  )
}

function LastTalk({ note }: { note: RecordOf<'interaction'> }) {
  const { messages } = useLanguage()
  const today = useToday()
  const { at, channel, text } = note.data
  return (
    <>
      <p>
        {lastContactWords(messages.customers.lastContact, today, at)}
        <span className="text-ink-3"> · {messages.domain.channel[channel]}</span>
      </p>
      {text && <p className="clamp-2 text-sm text-ink-2">{text}</p>}
    </>
  )
}

function Risk({ briefing }: { briefing: Briefing }) {
  const { language, messages } = useLanguage()
  const texts = messages.customers
  const today = useToday()
  const profile = briefing.profile?.data
  const validity = riskValidity(profile, today)
  if (profile?.riskLevel === undefined || validity.state === 'unknown') {
    return <span className="text-ink-3">{texts.riskUnknown}</span>
  }
  const level = messages.domain.riskLevel[profile.riskLevel]
  if (validity.state === 'undated') {
    return (
      <>
        {level} <span className="text-ink-3">{texts.riskUndated}</span>
      </>
    )
  }
  const until = formatDate(language, validity.until, { presentYear: civilDateParts(today).year })
  return (
    <>
      {level}{' '}
      {validity.state === 'valid' && (
        <span className="text-ink-2">{texts.riskValidUntil(until)}</span>
      )}
      {validity.state === 'soon' && (
        <span className="font-medium text-warn">
          {texts.riskExpiresSoon(until, validity.daysLeft)}
        </span>
      )}
      {validity.state === 'expired' && (
        <span className="font-semibold text-danger">{texts.riskExpired(until)}</span>
      )}
    </>
  )
}
