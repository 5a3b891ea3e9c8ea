import { useLocation } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import { civilDateParts } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { servicePlanId } from '#shared/domain/service-plan.ts'
import {
  useHasDraft,
  useIsPending,
  useMergedCustomers,
  useRecord,
  useToday,
} from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { Badge } from '#ui/badge.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { Panel } from '#ui/panel.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { EntryLink } from './entry-link.tsx'
import { useWrittenBy } from './use-written-by.ts'

/** R11: what is to be reached for the customer, what comes next, and when it is looked at again. */
export function PlanPanel({ customerId }: { customerId: string }) {
  const { messages } = useLanguage()
  const texts = messages.customerFile.plan
  const plan = usePlan(customerId)
  const merged = useMergedCustomers(customerId)
  return (
    <Panel
      title={texts.title}
      action={
        <EntryLink
          customerId={customerId}
          part="plan"
          entry="edit"
          className={buttonClass({ tone: 'ghost', size: 'sm' })}
        >
          {plan === undefined ? texts.add : messages.app.edit}
          {plan !== undefined && <span className="sr-only">{texts.title}</span>}
        </EntryLink>
      }
    >
      {plan === undefined ? (
        <p className="text-sm text-ink-3">{texts.empty}</p>
      ) : (
        <Plan customerId={customerId} plan={plan} />
      )}
      {merged.map((id) => (
        <MergedPlan key={id} keptId={customerId} customerId={id} />
      ))}
    </Panel>
  )
}

/** ME8: the plan of somebody who was merged into the customer; the customer's own is the one to go on with. */
function MergedPlan({ keptId, customerId }: { keptId: string; customerId: string }) {
  const texts = useLanguage().messages.customerFile.plan
  const name = useRecord('customer', customerId)?.data.name ?? ''
  const plan = usePlan(customerId)
  // Whoever comes back from the sheet has saved or dropped what lay there.
  const { pathname } = useLocation()
  const unsaved = <UnsavedPlan key={pathname} keptId={keptId} customerId={customerId} name={name} />
  if (plan === undefined) return unsaved
  return (
    <section className="mt-4 border-t border-line pt-3">
      <h3 className="mb-2 text-sm font-semibold text-ink-2">{texts.merged(name)}</h3>
      <Plan customerId={customerId} plan={plan} />
      {unsaved}
    </section>
  )
}

/** ME8: the way to a plan that was half-written when its customer was merged into this one. */
function UnsavedPlan(props: { keptId: string; customerId: string; name: string }) {
  const texts = useLanguage().messages.customerFile.plan
  if (!useHasDraft(`service-plan:${props.customerId}`)) return null
  return (
    <EntryLink
      customerId={props.keptId}
      part="plan"
      entry={props.customerId}
      className="mt-2 inline-flex min-h-11 items-center gap-2 rounded-sm font-medium text-primary hover:underline md:min-h-8"
    >
      <Pencil size={16} className="shrink-0" aria-hidden />
      {texts.unsavedOf(props.name)}
    </EntryLink>
  )
}

function usePlan(customerId: string): RecordOf<'service-plan'> | undefined {
  const record = useRecord('service-plan', servicePlanId(customerId))
  return record?.archivedAt === undefined ? record : undefined
}

function Plan({
  customerId,
  plan: record,
}: {
  customerId: string
  plan: RecordOf<'service-plan'>
}) {
  const plan = record.data
  const writtenBy = useWrittenBy(record)
  const { language, messages } = useLanguage()
  const texts = messages.customerFile.plan
  const today = useToday()
  const pending = useIsPending('service-plan', servicePlanId(customerId))
  const presentYear = civilDateParts(today).year
  return (
    <>
      <FactList
        facts={[
          { id: 'goals', label: texts.goals, value: <Lines text={plan.goals} /> },
          ...(plan.nextSteps === undefined
            ? []
            : [
                {
                  id: 'nextSteps',
                  label: texts.nextSteps,
                  value: <Lines text={plan.nextSteps} />,
                },
              ]),
        ]}
      />
      <p className="mt-3 flex flex-wrap items-center gap-2 text-sm text-ink-3 empty:hidden">
        {plan.reviewOn !== undefined && (
          <span>{texts.reviewDue(formatDate(language, plan.reviewOn, { presentYear }))}</span>
        )}
        {plan.reviewOn !== undefined && plan.reviewOn <= today && (
          <Badge tone="amber">{texts.overdue}</Badge>
        )}
        <span className="tnum">{writtenBy}</span>
        {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
      </p>
    </>
  )
}

function Lines({ text }: { text: string }) {
  return <span className="whitespace-pre-line">{text}</span>
}
