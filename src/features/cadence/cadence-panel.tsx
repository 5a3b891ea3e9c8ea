import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { useMemo, type ReactElement } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useCadences } from '#replica/use-cadence.ts'
import { useIsLoaded, useToday } from '#replica/use-replica.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Panel, panelLinkClass } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { cadenceGroups } from './cadence-groups.ts'
import { CadenceRow } from './cadence-row.tsx'

/** As many as a day has room for beside everything else; the rest is one tap away. */
const shownAtMost = 5

/** R28, R29 on Today: whom to contact, who has waited longest first; nothing for whoever looks after nobody. */
export function CadencePanel(props: {
  renderContact: (card: RecordOf<'customer'>) => ReactElement
}) {
  const { language, messages } = useLanguage()
  const texts = messages.cadence
  const loaded = useIsLoaded()
  const today = useToday()
  const customers = useCadences()
  const due = useMemo(() => {
    const { overdue, due } = cadenceGroups(customers, today)
    return [...overdue, ...due]
  }, [customers, today])
  if (customers.length === 0) return null
  return (
    <Panel
      flush
      title={texts.panelTitle}
      {...(loaded && due.length > 0
        ? { count: texts.panelCount(formatCount(language, due.length)) }
        : {})}
      action={
        <Link to="/cadence" className={panelLinkClass}>
          {texts.open}
          <ChevronRight size={16} aria-hidden />
        </Link>
      }
    >
      {!loaded && <SkeletonRows count={2} />}
      {loaded && due.length === 0 && (
        <p className="px-4 pb-4 text-sm text-ink-3 md:px-5">{texts.panelNone}</p>
      )}
      {loaded && due.length > 0 && (
        <ul>
          {due.slice(0, shownAtMost).map((customer) => (
            <CadenceRow
              key={customer.card.id}
              customer={customer}
              contact={props.renderContact(customer.card)}
            />
          ))}
        </ul>
      )}
    </Panel>
  )
}
