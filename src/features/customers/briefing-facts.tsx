import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { civilDateParts, daysBetween } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { riskValidity } from '#shared/domain/risk-validity.ts'
import { useIsLoaded, useRecord, useSession, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { Briefing } from './briefing-queries.ts'
import { BriefingFact } from './briefing-fact.tsx'
import { CadenceFact } from './cadence-fact.tsx'
import { lastContactWords } from './contact-words.ts'

/** Last talk, what is owed, complaint, risk: four short answers. */
export function BriefingFacts(props: {
  briefing: Briefing
  /** Opens a task; a new one without. */
  onTask: (taskId?: string) => void
}) {
  const { briefing, onTask } = props
  const { messages } = useLanguage()
  const texts = messages.customers
  const loaded = useIsLoaded()
  const { openComplaints, openTasks, lastTalk, seesPortfolio } = briefing
  const [task, ...moreTasks] = openTasks
  if (!seesPortfolio && openComplaints.length === 0 && task === undefined) return null
  return (
    <section aria-label={texts.briefing} className="panel-box divide-y divide-line px-4 md:px-5">
      {openComplaints.map((complaint) => (
        <BriefingFact key={complaint.id} label={texts.complaint}>
          <Link
            to="/complaints/$complaintId"
            params={{ complaintId: complaint.id }}
            className="font-medium text-danger underline decoration-1 underline-offset-4"
          >
            <span className="clamp-2 wrap-anywhere">{complaint.data.matter}</span>
          </Link>
        </BriefingFact>
      ))}
      {(seesPortfolio || task !== undefined) && (
        <BriefingFact label={task?.data.origin === 'promise' ? texts.promise : texts.openTask}>
          {task === undefined ? (
            <PressLine onPress={() => onTask()}>
              <span className="text-ink-3">{texts.noOpenTask}</span>
              <span className="ml-2 text-sm font-medium text-primary">{texts.addTask}</span>
            </PressLine>
          ) : (
            <PressLine onPress={() => onTask(task.id)}>
              <TaskLine task={task} more={moreTasks.length} />
            </PressLine>
          )}
        </BriefingFact>
      )}
      {seesPortfolio && (
        <BriefingFact label={texts.lastTalk}>
          {lastTalk === undefined ? (
            <span className="text-ink-3">{loaded ? texts.noTalk : texts.stillLoading}</span>
          ) : (
            <LastTalk note={lastTalk} />
          )}
        </BriefingFact>
      )}
      {seesPortfolio && briefing.recentChanges.length > 0 && (
        <BriefingFact label={texts.recentChanges}>
          <RecentChanges events={briefing.recentChanges} />
        </BriefingFact>
      )}
      {seesPortfolio && <CadenceFact card={briefing.card} />}
      {seesPortfolio && (
        <BriefingFact label={texts.risk}>
          <Risk briefing={briefing} />
        </BriefingFact>
      )}
    </section>
  )
}

/** An answer that opens what it speaks of. */
function PressLine(props: { onPress: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={props.onPress}
      className="-my-2.5 block min-h-11 w-full cursor-pointer py-2.5 text-left hover:bg-sunken/60"
    >
      {props.children}
    </button>
  )
}

function TaskLine(props: { task: RecordOf<'task'>; more: number }) {
  const { language, messages } = useLanguage()
  const texts = messages.customers
  const today = useToday()
  const { title, dueOn, assigneeId } = props.task.data
  const { staffId } = useSession()
  const assignee = useRecord('staff', assigneeId === staffId ? undefined : assigneeId)
  const days = daysBetween(today, dueOn)
  const presentYear = civilDateParts(today).year
  return (
    <span>
      <span className="underline decoration-line-strong decoration-1 underline-offset-4">
        {title}
      </span>{' '}
      <span className={days < 0 ? 'font-semibold text-danger' : 'text-ink-2'}>
        {days < 0 && texts.dueOverdue(-days)}
        {days === 0 && texts.dueToday}
        {days === 1 && texts.dueTomorrow}
        {days > 1 && texts.dueOn(formatDate(language, dueOn, { presentYear }))}
      </span>
      {assignee && (
        <span className="text-ink-2"> · {messages.tasks.asked.stays(assignee.data.name)}</span>
      )}
      {props.more > 0 && (
        <span className="text-sm text-ink-3"> {texts.moreOpenTasks(props.more)}</span>
      )}
    </span>
  )
}

/** As many as are read in a glance. */
const changesShown = 3

function RecentChanges({ events }: { events: readonly RecordOf<'life-event'>[] }) {
  const { language, messages } = useLanguage()
  const presentYear = civilDateParts(useToday()).year
  return (
    <ul>
      {events.slice(0, changesShown).map(({ id, data }) => (
        <li key={id} className="clamp-2 wrap-anywhere">
          {messages.domain.lifeEventKind[data.kind]}{' '}
          <span className="text-ink-2">{formatDate(language, data.on, { presentYear })}</span>
          {data.note && <span className="text-sm text-ink-3"> {data.note}</span>}
        </li>
      ))}
    </ul>
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
