import { ListTodo, MessageSquareWarning, Users, type LucideIcon } from 'lucide-react'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Panel } from '#ui/panel.tsx'
import type { Along } from './handover-queries.ts'

/** What comes along with the customers, before anybody agrees to it. */
export function AlongPanel({ along }: { along: Along }) {
  const { language, messages } = useLanguage()
  const texts = messages.handover
  const { customers, openTasks, openComplaints } = along
  const count = (value: number) => formatCount(language, value)
  return (
    <Panel title={texts.along}>
      <dl className="grid grid-cols-3 gap-3 max-[379px]:grid-cols-1 max-[379px]:gap-2">
        <Figure icon={Users} label={texts.alongCustomers} value={count(customers)} />
        <Figure
          icon={ListTodo}
          label={texts.alongTasks}
          value={openTasks === null ? texts.tasksUnknown : count(openTasks)}
          isQuiet={openTasks === null}
        />
        <Figure
          icon={MessageSquareWarning}
          label={texts.alongComplaints}
          value={count(openComplaints)}
        />
      </dl>
      <p className="mt-3 text-sm text-ink-3">{texts.alongText}</p>
    </Panel>
  )
}

function Figure(props: { icon: LucideIcon; label: string; value: string; isQuiet?: boolean }) {
  const { icon: Icon, label, value, isQuiet } = props
  return (
    <div className="min-w-0 rounded-md bg-sunken p-3 max-[379px]:flex max-[379px]:items-baseline max-[379px]:justify-between max-[379px]:gap-3 max-[379px]:py-2">
      <dt className="flex flex-wrap items-center gap-x-1.5 text-sm text-ink-3">
        <Icon size={16} className="shrink-0 max-md:hidden" aria-hidden />
        <span className="min-w-0 wrap-anywhere">{label}</span>
      </dt>
      <dd
        className={`tnum mt-1 wrap-anywhere ${isQuiet ? 'text-sm text-ink-3' : 'text-xl font-semibold'}`}
      >
        {value}
      </dd>
    </div>
  )
}
