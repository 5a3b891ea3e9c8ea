import { CircleCheck, CircleSlash, Copy, History } from 'lucide-react'
import type { ReactNode } from 'react'
import { csvLine, readCell } from '#shared/domain/transfer/csv-cell.ts'
import { headerOf } from '#shared/domain/transfer/transfer-field.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Panel } from '#ui/panel.tsx'
import type { CheckedTable, FaultyRow } from './check-table.ts'
import { FaultyRows } from './faulty-rows.tsx'
import { problemTexts, useProblemWords } from './problem-words.ts'
import { RepeatedRows } from './repeated-rows.tsx'
import { saveCsv } from './save-file.ts'
import type { ImportPlan } from './use-import-plan.ts'

/** What was found: how many are fine, and each row that is not, with the reason beside it. */
export function FoundPanel({ plan, checked }: { plan: ImportPlan; checked: CheckedTable }) {
  const { language } = useLanguage()
  const texts = useTransferMessages()
  const count = (rows: number) => formatCount(language, rows)
  const { good, repeated, faulty, already } = checked
  return (
    <Panel title={texts.checked}>
      <div className="grid gap-1">
        <Line icon={<CircleCheck size={18} className="text-primary" aria-hidden />}>
          {good.length > 0 ? texts.good(count(good.length)) : texts.nothingGood}
        </Line>
        {already > 0 && (
          <Line icon={<History size={18} className="text-ink-3" aria-hidden />}>
            {texts.already(count(already))}
          </Line>
        )}
        {repeated.length > 0 && (
          <>
            <Line icon={<Copy size={18} className="text-warn" aria-hidden />}>
              {texts.repeated(count(repeated.length))}
            </Line>
            <RepeatedRows rows={repeated} anyway={plan.anyway} onAnyway={plan.setAnyway} />
          </>
        )}
        {faulty.length > 0 && <Faulty plan={plan} rows={faulty} />}
      </div>
    </Panel>
  )
}

function Faulty({ plan, rows }: { plan: ImportPlan; rows: readonly FaultyRow[] }) {
  const { language } = useLanguage()
  const texts = useTransferMessages()
  const words = useProblemWords()
  const download = () => {
    const headers = plan.columns.map((field, index) => {
      if (plan.isFixed && field !== null) return headerOf(field, language)
      return plan.headerOf(index) || texts.column(index + 1)
    })
    saveCsv(texts.downloadName, [
      csvLine([...headers, texts.problemHeader]),
      ...rows.map(({ row, problems }) =>
        csvLine([
          ...plan.columns.map((_, index) => readCell(row.cells[index] ?? '')),
          problemTexts(problems, words).join('; '),
        ]),
      ),
    ])
  }
  return (
    <>
      <Line icon={<CircleSlash size={18} className="text-danger" aria-hidden />}>
        {texts.faulty(formatCount(language, rows.length))}
      </Line>
      <div className="pl-7">
        <Disclosure open={rows.length <= 5} summary={texts.problemHeader}>
          <FaultyRows rows={rows} columns={plan.columns} />
        </Disclosure>
        <Button tone="outline" size="sm" onPress={download}>
          {texts.download}
        </Button>
      </div>
    </>
  )
}

function Line(props: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="tnum flex min-h-9 items-center gap-2.5">
      <span className="shrink-0">{props.icon}</span>
      <span className="min-w-0 wrap-anywhere">{props.children}</span>
    </p>
  )
}
