import { Link } from '@tanstack/react-router'
import { staleMonthsOf } from '#shared/domain/change-rules.ts'
import { changeRulesOf } from '#shared/domain/rule-table.ts'
import { profileGaps, type WantedField } from '#shared/domain/profile-gaps.ts'
import { useIsLoaded, useRecord, useRules, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Panel } from '#ui/panel.tsx'

/** R17: what the profile lacks or says since long, each a tap away; nothing when all is there. */
export function GapsPanel({ customerId }: { customerId: string }) {
  const texts = useMessages().customerFile.gaps
  const loaded = useIsLoaded()
  const profile = useRecord('profile', customerId)
  const { share, missing, stale } = profileGaps(
    profile,
    useToday(),
    staleMonthsOf(changeRulesOf(useRules())),
  )
  if (!loaded || missing.length + stale.length === 0) return null
  return (
    <Panel title={texts.title} count={texts.share(Math.round(share * 100))}>
      <FieldLinks customerId={customerId} label={texts.missing} fields={missing} />
      <FieldLinks customerId={customerId} label={texts.stale} fields={stale} />
    </Panel>
  )
}

function FieldLinks(props: { customerId: string; label: string; fields: readonly WantedField[] }) {
  const labels = useMessages().profile
  if (props.fields.length === 0) return null
  return (
    <p className="flex flex-wrap items-center gap-x-4 text-sm">
      <span className="text-ink-3">{props.label}</span>
      {props.fields.map((field) => (
        <Link
          key={field}
          to="/customers/$customerId/edit"
          params={{ customerId: props.customerId }}
          hash={field}
          className="inline-flex min-h-11 items-center rounded-sm text-primary underline decoration-1 underline-offset-4 md:min-h-8"
        >
          {labels[field]}
        </Link>
      ))}
    </p>
  )
}
