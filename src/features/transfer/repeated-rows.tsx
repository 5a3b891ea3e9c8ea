import { useReplica } from '#replica/use-replica.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { Checkbox } from '#ui/checkbox.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import type { RepeatedRow } from './check-table.ts'
import { MoreRows } from './more-rows.tsx'

interface RepeatedRowsProps {
  rows: readonly RepeatedRow[]
  /** Numbers of the rows that are imported all the same. */
  anyway: ReadonlySet<number>
  onAnyway(anyway: ReadonlySet<number>): void
}

/** Rows that may be there already: left out, unless a person knows better. */
export function RepeatedRows({ rows, anyway, onAnyway }: RepeatedRowsProps) {
  const texts = useTransferMessages()
  const why = useRepeatWords()
  const choose = (no: number, isChosen: boolean) => {
    const next = new Set(anyway)
    if (isChosen) next.add(no)
    else next.delete(no)
    onAnyway(next)
  }
  const all = rows.every(({ row }) => anyway.has(row.no))
  return (
    <div className="pl-7">
      <Disclosure open={rows.length <= 5} summary={texts.anyway}>
        {rows.length > 1 && (
          <Checkbox
            label={texts.anywayAll}
            value={all}
            onChange={() => onAnyway(new Set(all ? [] : rows.map(({ row }) => row.no)))}
          />
        )}
        <MoreRows rows={rows}>
          {(repeated) => (
            <li key={repeated.row.no} className="border-t border-line pb-2 first:border-t-0">
              <Checkbox
                label={repeated.draft.name}
                description={why(repeated)}
                value={anyway.has(repeated.row.no)}
                onChange={(isChosen) => choose(repeated.row.no, isChosen)}
              />
            </li>
          )}
        </MoreRows>
      </Disclosure>
    </div>
  )
}

/** “第 3 行 · 与第 2 行手机号相同”. */
export function useRepeatWords(): (row: RepeatedRow) => string {
  const { language, messages } = useLanguage()
  const texts = useTransferMessages()
  const replica = useReplica()
  const { duplicateWhy } = messages.customers
  return ({ row, repeat }) => {
    const here = texts.row(formatCount(language, row.no))
    if (repeat.of === 'row') {
      const there = formatCount(language, repeat.row)
      return `${here} · ${texts.repeatOfRow(there, duplicateWhy[repeat.reason])}`
    }
    const name = replica.get('customer', repeat.customerId)?.data.name ?? ''
    return `${here} · ${texts.repeatOfCustomer(name, duplicateWhy[repeat.reason])}`
  }
}
