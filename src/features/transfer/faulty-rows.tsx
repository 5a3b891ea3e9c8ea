import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import type { TransferField } from '#shared/domain/transfer/transfer-field.ts'
import { cellsOf, type FaultyRow } from './check-table.ts'
import { MoreRows } from './more-rows.tsx'
import { problemTexts, useProblemWords } from './problem-words.ts'

/** Each row that is not imported, and why. */
export function FaultyRows(props: {
  rows: readonly FaultyRow[]
  columns: readonly (TransferField | null)[]
}) {
  const { language } = useLanguage()
  const texts = useTransferMessages()
  const words = useProblemWords()
  return (
    <MoreRows rows={props.rows}>
      {({ row, problems }) => (
        <li key={row.no} className="border-t border-line py-2 first:border-t-0">
          <p className="flex flex-wrap gap-x-3">
            <span className="tnum text-ink-3">{texts.row(formatCount(language, row.no))}</span>
            <span className="min-w-0 font-medium wrap-anywhere">
              {(cellsOf(row, props.columns).name ?? '').trim().slice(0, 60) || texts.noName}
            </span>
          </p>
          <ul className="text-sm text-danger">
            {problemTexts(problems, words).map((text) => (
              <li key={text} className="wrap-anywhere">
                {text}
              </li>
            ))}
          </ul>
        </li>
      )}
    </MoreRows>
  )
}
