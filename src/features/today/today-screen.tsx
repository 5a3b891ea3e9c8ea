import { Link, useNavigate } from '@tanstack/react-router'
import { NotebookPen, Plus } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { timeOfDayInShanghai } from '#shared/domain/civil-date.ts'
import { lunarDateIn, lunarDateOf } from '#shared/domain/lunar-text.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useNow, useSession, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { FloatingButton } from '#ui/floating-button.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { ComingBirthdays, type RenderContact } from './coming-birthdays.tsx'
import { ComplaintDeadlines } from './complaint-deadlines.tsx'
import { partOfDay } from './part-of-day.ts'
import { useTodayData } from './today-data.ts'
import { TodayList } from './today-list.tsx'
import { TodayOverview } from './today-overview.tsx'

/**
 * 今日: one sentence, the day as a ribbon, and one ordered list of what is owed today.
 * @param props.notices what came in and waits for an answer; stands above the day
 * @param props.renderTask draws a task with its actions
 * @param props.renderGreeting draws how a customer is congratulated
 * @param props.beside stands below the birthdays
 * @param props.writesNotes whoever looks after customers writes down a talk far more often than a complaint
 */
export function TodayScreen(props: {
  notices?: ReactNode
  renderTask: (task: RecordOf<'task'>) => ReactElement
  renderGreeting: RenderContact
  beside?: ReactNode
  writesNotes: boolean
}) {
  const data = useTodayData()
  return (
    <div className="page">
      <TodayHeader writesNotes={props.writesNotes} />
      <div className="panel-box mb-4 overflow-hidden empty:hidden md:mb-5">{props.notices}</div>
      {/* Beside the list from 960 px on; a tablet held upright has it below, side by side. */}
      <div className="grid items-start gap-4 md:gap-5 min-[960px]:grid-cols-[minmax(0,1.5fr)_minmax(0,1fr)]">
        <div className="grid min-w-0 gap-4 md:gap-5">
          <TodayOverview data={data} />
          <TodayList data={data} renderTask={props.renderTask} />
        </div>
        <div className="grid min-w-0 items-start gap-4 md:max-[959px]:grid-cols-2 md:gap-5">
          <ComplaintDeadlines complaints={data.complaints} />
          <ComingBirthdays birthdays={data.birthdays} renderContact={props.renderGreeting} />
          {/* Two panels share a row on a tablet held upright; a third has one of its own. */}
          <div className="grid min-w-0 gap-4 empty:hidden md:gap-5 md:max-[959px]:col-span-2">
            {props.beside}
          </div>
        </div>
      </div>
      <MainAction writesNotes={props.writesNotes} />
    </div>
  )
}

function MainAction({ writesNotes }: { writesNotes: boolean }) {
  const texts = useLanguage().messages.today
  const navigate = useNavigate()
  if (writesNotes) {
    return (
      <FloatingButton icon={NotebookPen} onPress={() => void navigate({ to: '/today/note' })}>
        {texts.newNote}
      </FloatingButton>
    )
  }
  return (
    <FloatingButton icon={Plus} onPress={() => void navigate({ to: '/complaints/new' })}>
      {texts.registerComplaint}
    </FloatingButton>
  )
}

function TodayHeader({ writesNotes }: { writesNotes: boolean }) {
  const { language, messages } = useLanguage()
  const texts = messages.today
  const session = useSession()
  const today = useToday()
  const hour = Number(timeOfDayInShanghai(useNow()).slice(0, 2))
  const lunar = lunarDateOf(today)
  const line = [
    formatDate(language, today, { weekday: true }),
    lunar && lunarDateIn(language, lunar),
    session.branchName,
  ]
  return (
    <PageHeader
      title={texts.greeting[partOfDay(hour)](session.name)}
      subtitle={line.filter(Boolean).join(' · ')}
      actions={
        <span className="hidden gap-2 md:flex">
          <Link to="/tasks/new" className={buttonClass({ tone: 'outline' })}>
            {texts.newTask}
          </Link>
          <Link
            to="/complaints/new"
            className={buttonClass({ tone: writesNotes ? 'outline' : 'primary' })}
          >
            {!writesNotes && <Plus size={20} aria-hidden />}
            {texts.registerComplaint}
          </Link>
          {writesNotes && (
            <Link to="/today/note" className={buttonClass({})}>
              <NotebookPen size={20} aria-hidden />
              {texts.newNote}
            </Link>
          )}
        </span>
      }
    />
  )
}
