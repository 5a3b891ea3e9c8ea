import { Pencil } from 'lucide-react'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { cadenceRulesOf, type RuleTable } from '#shared/domain/rule-table.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import { Button } from '#ui/button.tsx'
import { Panel } from '#ui/panel.tsx'
import { useStandingState } from '#ui/standing-state.ts'
import { cadenceRulesWords } from './cadence-rules-words.ts'
import { CadenceSheet } from './cadence-sheet.tsx'

/** R34 联系节奏: what holds for each tier, and the way to change it. */
export function CadenceRulesPanel(props: {
  api: Pick<AdminApi, 'publishRules'>
  inForce: RuleTable
  today: CivilDate
}) {
  const texts = useAdminMessages().rules
  const messages = useMessages()
  const [changing, setChanging] = useStandingState('console/cadence', false)
  const rules = cadenceRulesOf(props.inForce)
  return (
    <Panel
      title={texts.cadence}
      action={
        <Button tone="ghost" size="sm" icon={Pencil} onPress={() => setChanging(true)}>
          {texts.changeCadence}
        </Button>
      }
    >
      <ul className="tnum grid list-disc gap-1.5 pl-5">
        {cadenceRulesWords(rules, { texts, messages }).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {changing && (
        <CadenceSheet
          api={props.api}
          inForce={rules}
          today={props.today}
          onClose={() => setChanging(false)}
        />
      )}
    </Panel>
  )
}
