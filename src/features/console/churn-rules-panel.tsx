import { Pencil } from 'lucide-react'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { churnRulesOf, type RuleTable } from '#shared/domain/rule-table.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import type { AdminApi } from '#sync/admin-api.ts'
import { Button } from '#ui/button.tsx'
import { Panel } from '#ui/panel.tsx'
import { useStandingState } from '#ui/standing-state.ts'
import { churnRulesWords } from './churn-rules-words.ts'
import { ChurnRulesSheet } from './churn-rules-sheet.tsx'

/** R43 流失信号: by what a customer who may leave is noticed, and the way to change it. */
export function ChurnRulesPanel(props: {
  api: Pick<AdminApi, 'publishRules'>
  inForce: RuleTable
  today: CivilDate
}) {
  const texts = useAdminMessages().rules
  const [changing, setChanging] = useStandingState('console/churn', false)
  const rules = churnRulesOf(props.inForce)
  return (
    <Panel
      title={texts.churn}
      action={
        <Button tone="ghost" size="sm" icon={Pencil} onPress={() => setChanging(true)}>
          {texts.changeChurn}
        </Button>
      }
    >
      <p className="pb-2 text-sm text-ink-3">{texts.churnText}</p>
      <ul className="tnum grid list-disc gap-1.5 pl-5 wrap-anywhere">
        {churnRulesWords(rules, texts).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {changing && (
        <ChurnRulesSheet
          api={props.api}
          inForce={rules}
          today={props.today}
          onClose={() => setChanging(false)}
        />
      )}
    </Panel>
  )
}
