import { CircleCheck, CircleSlash, Copy, History, IdCard } from 'lucide-react'
import type { ReactNode } from 'react'
import { maskIdentities, maskIdentity } from '#shared/domain/mask-identity.ts'
import { csvLine, readCell } from '#shared/domain/transfer/csv-cell.ts'
import { headerOf, type TransferField } from '#shared/domain/transfer/transfer-field.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Panel } from '#ui/panel.tsx'
import type { CheckedTable, FaultyRow, RepeatedRow } from './check-table.ts'
import { FaultyRows } from './faulty-rows.tsx'
import { problemTexts, useProblemWords } from './problem-words.ts'
import { RepeatedRows, useRepeatWords } from './repeated-rows.tsx'
import { saveCsv } from './save-file.ts'
import type { TableRow } from './table.ts'
import type { ImportPlan } from './use-import-plan.ts'

/** What was found: how many are fine, and each row that is not, with the reason beside it. */
export function FoundPanel({ plan, checked }: { plan: ImportPlan; checked: CheckedTable }) {
  const { language } = useLanguage()
  const texts = useTransferMessages()
  const count = (rows: number) => formatCount(language, rows)
  const { good, repeated, faulty, leftOut, withoutKey, already } = checked
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
        {repeated.length > 0 && <Repeated plan={plan} rows={repeated} />}
        {faulty.length > 0 && <Faulty plan={plan} rows={faulty} />}
        {leftOut.length > 0 && <LeftOut plan={plan} rows={leftOut} />}
        {withoutKey > 0 && (
          <Line icon={<IdCard size={18} className="text-warn" aria-hidden />}>
            {texts.identityWithoutKey(count(withoutKey))}
          </Line>
        )}
      </div>
    </Panel>
  )
}

function Faulty({ plan, rows }: { plan: ImportPlan; rows: readonly FaultyRow[] }) {
  const { language } = useLanguage()
  const texts = useTransferMessages()
  return (
    <>
      <Line icon={<CircleSlash size={18} className="text-danger" aria-hidden />}>
        {texts.faulty(formatCount(language, rows.length))}
      </Line>
      <Problems
        plan={plan}
        rows={rows}
        download={{ label: texts.download, name: texts.downloadName }}
      />
    </>
  )
}

/** Rows whose customers are imported without an identity number, because it is wrong. */
function LeftOut({ plan, rows }: { plan: ImportPlan; rows: readonly FaultyRow[] }) {
  const { language } = useLanguage()
  const texts = useTransferMessages()
  return (
    <>
      <Line icon={<IdCard size={18} className="text-warn" aria-hidden />}>
        {texts.identityLeftOut(formatCount(language, rows.length))}
      </Line>
      <Problems
        plan={plan}
        rows={rows}
        download={{ label: texts.downloadLeftOut, name: texts.downloadLeftOutName }}
      />
    </>
  )
}

function Problems(props: {
  plan: ImportPlan
  rows: readonly FaultyRow[]
  download: { label: string; name: string }
}) {
  const { plan, rows } = props
  const texts = useTransferMessages()
  const words = useProblemWords()
  const download = useRowsDownload(plan)
  const save = () =>
    download(
      props.download.name,
      rows.map(({ row, problems }) => ({ row, why: problemTexts(problems, words).join('; ') })),
    )
  return (
    <>
      <div className="pb-2 pl-7">
        <Disclosure open={rows.length <= 5} summary={texts.problems}>
          <FaultyRows rows={rows} columns={plan.columns} />
        </Disclosure>
        <Button tone="outline" size="sm" onPress={save}>
          {props.download.label}
        </Button>
      </div>
    </>
  )
}

function Repeated({ plan, rows }: { plan: ImportPlan; rows: readonly RepeatedRow[] }) {
  const { language } = useLanguage()
  const texts = useTransferMessages()
  const why = useRepeatWords()
  const download = useRowsDownload(plan)
  const save = () =>
    download(
      texts.downloadRepeatedName,
      rows.map((each) => ({ row: each.row, why: why(each) })),
    )
  return (
    <>
      <Line icon={<Copy size={18} className="text-warn" aria-hidden />}>
        {texts.repeated(formatCount(language, rows.length))}
      </Line>
      <RepeatedRows rows={rows} anyway={plan.anyway} onAnyway={plan.setAnyway} />
      <div className="pb-2 pl-7">
        <Button tone="outline" size="sm" onPress={save}>
          {texts.downloadRepeated}
        </Button>
      </div>
    </>
  )
}

/** Saves rows of the file as they stand in it, without identity numbers, each with its reason beside it. */
function useRowsDownload(plan: ImportPlan) {
  const { language } = useLanguage()
  const texts = useTransferMessages()
  return (name: string, rows: readonly { row: TableRow; why: string }[]) => {
    const headers = plan.columns.map((field, index) => {
      if (plan.isFixed && field !== null) return headerOf(field, language)
      return plan.headerOf(index) || texts.column(index + 1)
    })
    saveCsv(name, [
      csvLine([...headers, texts.problemHeader]),
      ...rows.map(({ row, why }) =>
        csvLine([...plan.columns.map((field, index) => cellOf(row, index, field)), why]),
      ),
    ])
  }
}

function cellOf({ cells }: TableRow, index: number, field: TransferField | null): string {
  const cell = readCell(cells[index] ?? '')
  if (field === 'identity') return cell.trim() === '' ? '' : maskIdentity(cell)
  // A column that nobody has named can hold them as well.
  return maskIdentities(cell)
}

function Line(props: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="tnum flex min-h-9 items-center gap-2.5">
      <span className="shrink-0">{props.icon}</span>
      <span className="min-w-0 wrap-anywhere">{props.children}</span>
    </p>
  )
}
