import { CalendarClock, Pencil } from 'lucide-react'
import { useMemo } from 'react'
import { useAll, useRules, useToday } from '#replica/use-replica.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import {
  cadenceRulesOf,
  changeRulesOf,
  churnRulesOf,
  type RuleTable,
} from '#shared/domain/rule-table.ts'
import { comingRules, rulesInForce } from '#shared/domain/rules-in-force.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { useStandingState } from '#ui/standing-state.ts'
import { toast } from '#ui/toast.tsx'
import { changedTiers } from './cadence-form.ts'
import { CadenceRulesPanel } from './cadence-rules-panel.tsx'
import { ChangeRulesPanel } from './change-rules-panel.tsx'
import { changedChangeWords } from './change-rules-words.ts'
import { ChurnRulesPanel } from './churn-rules-panel.tsx'
import { changedChurnWords } from './churn-rules-words.ts'
import { quietWords, tierWords } from './cadence-rules-words.ts'
import { CalendarPanel } from './calendar-panel.tsx'
import { NumbersSheet } from './numbers-sheet.tsx'
import { changedNumbers, numbersOf } from './rule-numbers.ts'
import { ruleWords } from './rule-words.ts'

interface RulesScreenProps {
  api: Pick<AdminApi, 'publishRules' | 'publishYear' | 'withdrawRules'>
  onBack(): void
}

/** 规则: what is in force, what is coming, the working calendar, and what was. All of it lies on this device. */
export function RulesScreen({ api, onBack }: RulesScreenProps) {
  const texts = useAdminMessages().rules
  const today = useToday()
  const tables = useAll('rule-table')
  const inForce = useRules()
  const coming = useMemo(() => comingRules(tables, today), [tables, today])
  const past = useMemo(
    () =>
      tables
        .filter(({ data }) => data.effectiveFrom <= today && data.version !== inForce.version)
        .toSorted((one, other) => other.data.version - one.data.version),
    [tables, today, inForce],
  )
  const [changing, setChanging] = useStandingState('console/rules', false)
  return (
    <div className="page">
      <PageHeader
        title={texts.title}
        subtitle={texts.text}
        onBack={onBack}
        actions={
          <Button icon={Pencil} onPress={() => setChanging(true)}>
            {texts.change}
          </Button>
        }
      />
      <div className="grid items-start gap-4 md:gap-5 lg:grid-cols-2">
        <div className="grid gap-4 md:gap-5">
          <Panel title={texts.inForce}>
            <Words table={inForce} />
          </Panel>
          <CadenceRulesPanel api={api} inForce={inForce} today={today} />
          <ChurnRulesPanel api={api} inForce={inForce} today={today} />
          <ChangeRulesPanel api={api} inForce={inForce} today={today} />
          {coming.length > 0 && (
            <Panel title={texts.coming} flush>
              <ul className="divide-y divide-line">
                {coming.map((table) => (
                  <Coming
                    key={table.id}
                    table={table}
                    before={rulesBefore(tables, table.data.effectiveFrom, today)}
                    api={api}
                  />
                ))}
              </ul>
            </Panel>
          )}
          {past.length > 0 && (
            <Disclosure summary={texts.historyCount(past.length)}>
              <ul className="grid gap-4">
                {past.map(({ id, data }) => (
                  <li key={id} className="border-t border-line pt-3">
                    <Words table={data} />
                  </li>
                ))}
              </ul>
            </Disclosure>
          )}
        </div>
        <CalendarPanel api={api} calendar={inForce.workingCalendar} today={today} />
      </div>
      {changing && (
        <NumbersSheet
          api={api}
          inForce={inForce}
          today={today}
          onClose={() => setChanging(false)}
        />
      )}
    </div>
  )
}

/** What holds on the day before a version takes effect, today at the earliest. */
function rulesBefore(
  tables: readonly RecordOf<'rule-table'>[],
  effectiveFrom: CivilDate,
  today: CivilDate,
): RuleTable {
  const earlier = tables
    .map(({ data }) => data)
    .filter((data) => data.effectiveFrom < effectiveFrom)
  return rulesInForce(earlier, effectiveFrom > today ? effectiveFrom : today)
}

function Words({ table }: { table: RuleTable }) {
  const { language } = useLanguage()
  const texts = useAdminMessages().rules
  const presentYear = Number(useToday().slice(0, 4))
  return (
    <>
      <p className="tnum pb-2 text-sm text-ink-3">
        {texts.since(formatDate(language, table.effectiveFrom, { presentYear }), table.version)}
      </p>
      <ul className="tnum grid list-disc gap-1.5 pl-5">
        {ruleWords(numbersOf(table), texts).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  )
}

interface ComingProps {
  table: RecordOf<'rule-table'>
  before: RuleTable
  api: Pick<AdminApi, 'withdrawRules'>
}

function Coming({ table: { id, data }, before, api }: ComingProps) {
  const { language, messages } = useLanguage()
  const texts = useAdminMessages().rules
  const presentYear = Number(useToday().slice(0, 4))
  const changes = [
    ...changedNumbers(numbersOf(before), numbersOf(data)).map(
      ({ name, from, to }) => `${texts.numbers[name]}：${texts.fromTo(from, to)}`,
    ),
    ...useCadenceChanges(before, data),
    ...changedChurnWords(churnRulesOf(before), churnRulesOf(data), texts),
    ...changedChangeWords(changeRulesOf(before), changeRulesOf(data), {
      texts,
      kinds: messages.domain.lifeEventKind,
    }),
  ]
  const withdraw = async (withdrawn: boolean) => {
    const answer = await api.withdrawRules(id, withdrawn)
    if (!answer.ok) {
      const isOffline = answer.error.type === 'unreachable'
      toast({ text: isOffline ? texts.offline : texts.failed, tone: 'danger' })
      return
    }
    toast(
      withdrawn
        ? {
            text: texts.withdrawn,
            action: { label: messages.app.undo, onPress: () => void withdraw(false) },
          }
        : { text: texts.givenAgain, tone: 'done' },
    )
  }
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 md:px-5">
      <CalendarClock size={20} className="mt-0.5 shrink-0 text-primary" aria-hidden />
      <div className="min-w-0 flex-1 basis-48">
        <p className="tnum font-medium">
          {texts.from(formatDate(language, data.effectiveFrom, { presentYear }))}
          <span className="ml-2 text-sm font-normal text-ink-3">{texts.version(data.version)}</span>
        </p>
        <ul className="tnum grid gap-0.5 text-sm text-ink-2">
          {changes.length === 0 && <li>{texts.noChange}</li>}
          {changes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      <Button
        tone="outline"
        size="sm"
        aria-label={`${texts.withdraw} ${texts.version(data.version)}`}
        onPress={() => void withdraw(true)}
      >
        {texts.withdraw}
      </Button>
    </li>
  )
}

/** What another version says of the rhythm that this one does not. */
function useCadenceChanges(before: RuleTable, after: RuleTable): string[] {
  const texts = useAdminMessages().rules
  const { messages } = useLanguage()
  const [now, then] = [cadenceRulesOf(before), cadenceRulesOf(after)]
  const words = { texts, messages }
  const isQuieter = now.quiet.from !== then.quiet.from || now.quiet.to !== then.quiet.to
  return [
    ...changedTiers(now, then).map((tier) => tierWords(then, tier, words)),
    ...(isQuieter ? [quietWords(then, texts)] : []),
  ]
}
