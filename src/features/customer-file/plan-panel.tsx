import { civilDateParts } from '#shared/domain/civil-date.ts'
import { servicePlanId } from '#shared/domain/service-plan.ts'
import { useIsPending, useRecord, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { Badge } from '#ui/badge.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { Panel } from '#ui/panel.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { EntryLink } from './entry-link.tsx'

/** R11: what is to be reached for the customer, what comes next, and when it is looked at again. */
export function PlanPanel({ customerId }: { customerId: string }) {
  const { language, messages } = useLanguage()
  const texts = messages.customerFile.plan
  const today = useToday()
  const planId = servicePlanId(customerId)
  const record = useRecord('service-plan', planId)
  const pending = useIsPending('service-plan', planId)
  const plan = record?.archivedAt === undefined ? record?.data : undefined
  const presentYear = civilDateParts(today).year
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
            {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
          </p>
        </>
      )}
    </Panel>
  )
}

function Lines({ text }: { text: string }) {
  return <span className="whitespace-pre-line">{text}</span>
}
