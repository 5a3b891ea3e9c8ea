import { useNavigate } from '@tanstack/react-router'
import {
  ArrowRightLeft,
  CalendarPlus,
  History,
  ListTodo,
  MessageSquareText,
  MessageSquareWarning,
  NotebookPen,
  Pencil,
  Sprout,
} from 'lucide-react'
import { useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { Menu, type MenuEntry } from '#ui/menu.tsx'
import type { Briefing } from './briefing-queries.ts'
import { CallButton } from './call-button.tsx'
import { phonesOf } from '#shared/domain/contact-points.ts'
import { editableExtent, mayHandOver, mayRegisterComplaint } from './customer-access.ts'

/** What can be done for this customer; only what this colleague may do is offered. */
export function CustomerActions(props: { briefing: Briefing; onAddTask: () => void }) {
  const { customers: texts, handover, history } = useMessages()
  const navigate = useNavigate()
  const session = useSession()
  const { card, seesPortfolio, profile } = props.briefing
  const customerId = card.id
  const open = (to: '/customers/$customerId/notes/new' | '/customers/$customerId/dates/new') =>
    void navigate({ to, params: { customerId }, search: (search) => search, resetScroll: false })
  const note = () => open('/customers/$customerId/notes/new')
  const alive = card.data.deceasedOn === undefined
  const canCall = alive && phonesOf(profile?.data.contactPoints).length > 0
  const entries: (MenuEntry & { offered: boolean })[] = [
    {
      id: 'task',
      label: texts.addTask,
      icon: ListTodo,
      onPress: props.onAddTask,
      offered: seesPortfolio,
    },
    {
      id: 'date',
      label: texts.addDate,
      icon: CalendarPlus,
      onPress: () => open('/customers/$customerId/dates/new'),
      offered: seesPortfolio,
    },
    {
      id: 'message',
      label: texts.sendMessage,
      icon: MessageSquareText,
      onPress: () =>
        void navigate({
          to: '/customers/$customerId/message/$occasion',
          params: { customerId, occasion: 'nearest' },
          search: (search) => search,
          resetScroll: false,
        }),
      offered: seesPortfolio && alive,
    },
    {
      id: 'change',
      label: texts.addChange,
      icon: Sprout,
      onPress: () =>
        void navigate({
          to: '/customers/$customerId/file/$part/$entry',
          params: { customerId, part: 'changes', entry: 'new' },
          search: (search) => search,
          resetScroll: false,
        }),
      offered: seesPortfolio,
    },
    {
      id: 'complaint',
      label: texts.addComplaint,
      icon: MessageSquareWarning,
      onPress: () => void navigate({ to: '/complaints/new', search: { customer: customerId } }),
      offered: mayRegisterComplaint(session),
    },
    {
      id: 'edit',
      label: texts.edit,
      icon: Pencil,
      onPress: () => void navigate({ to: '/customers/$customerId/edit', params: { customerId } }),
      offered: editableExtent(session, card) !== 'none',
    },
    {
      id: 'handover',
      label: handover.action,
      icon: ArrowRightLeft,
      onPress: () => void navigate({ to: '/handovers/new', search: { customer: customerId } }),
      offered: mayHandOver(session, card.data),
    },
    {
      id: 'history',
      label: history.open,
      icon: History,
      onPress: () =>
        void navigate({
          to: '/history/$recordType/$recordId',
          params: { recordType: 'customer', recordId: customerId },
        }),
      // Where there is no menu the link at the end of the page leads there.
      offered: seesPortfolio,
    },
  ]
  const offered = entries.filter((entry) => entry.offered)
  // Without notes and calls there is room for what is left, and a menu of two would hide it.
  const beside = seesPortfolio ? offered.slice(0, 2) : offered
  return (
    <div className="flex flex-wrap items-center gap-2">
      <CallButton briefing={props.briefing} onLog={note} />
      {seesPortfolio && (
        <Button tone={canCall ? 'soft' : 'primary'} icon={NotebookPen} onPress={note}>
          {texts.note}
        </Button>
      )}
      {beside.map((entry) => (
        <span key={entry.id} className={seesPortfolio ? 'hidden lg:inline-flex' : 'inline-flex'}>
          <Button tone="soft" icon={entry.icon} onPress={entry.onPress}>
            {entry.label}
          </Button>
        </span>
      ))}
      {seesPortfolio && <Menu label={texts.moreActions} items={offered} />}
    </div>
  )
}
