import { Pencil } from 'lucide-react'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { changeRulesOf, type RuleTable } from '#shared/domain/rule-table.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import { Button } from '#ui/button.tsx'
import { Panel } from '#ui/panel.tsx'
import { useStandingState } from '#ui/standing-state.ts'
import { ChangeRulesSheet } from './change-rules-sheet.tsx'
import { changeRulesWords } from './change-rules-words.ts'

/** R27 客户变化: when a change is spoken of, when a profile is asked again (R17), and the way to change it. */
export function ChangeRulesPanel(props: {
  api: Pick<AdminApi, 'publishRules'>
  inForce: RuleTable
  today: CivilDate
}) {
  const texts = useAdminMessages().rules
  const { lifeEventKind: kinds } = useMessages().domain
  const [changing, setChanging] = useStandingState('console/changes', false)
  const rules = changeRulesOf(props.inForce)
  return (
    <Panel
      title={texts.changes}
      action={
        <Button tone="ghost" size="sm" icon={Pencil} onPress={() => setChanging(true)}>
          {texts.changeChanges}
        </Button>
      }
    >
      <p className="pb-2 text-sm text-ink-3">{texts.changesText}</p>
      <ul className="tnum grid list-disc gap-1.5 pl-5 wrap-anywhere">
        {changeRulesWords(rules, { texts, kinds }).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {changing && (
        <ChangeRulesSheet
          api={props.api}
          inForce={rules}
          today={props.today}
          onClose={() => setChanging(false)}
        />
      )}
    </Panel>
  )
}
