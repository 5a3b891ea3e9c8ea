import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useChurnMessages } from '#i18n/churn/use-churn-messages.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Panel, panelLinkClass } from '#ui/panel.tsx'
import { ChurnRow } from './churn-row.tsx'
import { useChurnGroups } from './use-churn-groups.ts'

/** The most urgent; the rest is one tap away. */
const shownAtMost = 3

/** R43 on Today: who may leave and waits for somebody; nothing when there is nobody. */
export function ChurnTodayPanel() {
  const { language } = useLanguage()
  const texts = useChurnMessages()
  const { todo } = useChurnGroups()
  if (todo.length === 0) return null
  return (
    <Panel
      flush
      title={texts.panelTitle}
      count={texts.panelCount(formatCount(language, todo.length))}
      action={
        <Link to="/churn" className={panelLinkClass}>
          {texts.open}
          <ChevronRight size={16} aria-hidden />
        </Link>
      }
    >
      <ul>
        {todo.slice(0, shownAtMost).map((item) => (
          <ChurnRow key={item.id} item={item} />
        ))}
      </ul>
    </Panel>
  )
}
