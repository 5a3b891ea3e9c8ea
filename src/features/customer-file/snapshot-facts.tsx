import { civilDateParts } from '#shared/domain/civil-date.ts'
import {
  type FinanceFigure,
  financeFigures,
  type FinanceSnapshot,
} from '#shared/domain/finance-snapshot.ts'
import { maskText } from '#shared/domain/masking.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useLook, useRecord, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { Messages } from '#i18n/messages.ts'
import { FactList } from '#ui/fact-list.tsx'
import { MaskedValue } from '#ui/masked-value.tsx'

interface SnapshotProps {
  snapshot: RecordOf<'finance-snapshot'>
}

/** The figures of a snapshot, masked until one is asked for (SE7), and what was written to them. */
export function SnapshotFacts({ snapshot }: SnapshotProps) {
  const { messages } = useLanguage()
  const look = useLook()
  const labels = messages.customerFile.finance.figure
  const facts = financeFigures.flatMap((figure) => {
    const value = figureWords(messages, snapshot.data, figure)
    if (value === undefined) return []
    const label = labels[figure]
    const shown = (
      <MaskedValue
        label={label}
        masked={maskText('finance-snapshot', figure, value)}
        value={value}
        onShow={() =>
          look([{ recordType: 'finance-snapshot', recordId: snapshot.id, field: figure }])
        }
      />
    )
    return [{ id: figure, label, value: shown }]
  })
  return (
    <>
      <FactList columns={2} facts={facts} />
      {snapshot.data.note && (
        <p className="mt-2 text-sm whitespace-pre-line wrap-anywhere text-ink-2">
          {snapshot.data.note}
        </p>
      )}
    </>
  )
}

/** 11 月 30 日 · 客户告知 · 王芳记录. */
export function SnapshotSource({ snapshot }: SnapshotProps) {
  const { language, messages } = useLanguage()
  const texts = messages.customerFile
  const presentYear = civilDateParts(useToday()).year
  const author = useRecord('staff', snapshot.createdBy)?.data.name
  const date = formatDate(language, snapshot.data.takenOn, { presentYear })
  return (
    <span className="min-w-0 wrap-anywhere">
      {texts.finance.from(date, messages.domain.provenance[snapshot.data.source])}
      {author !== undefined && ` · ${texts.finance.by(author)}`}
    </span>
  )
}

function figureWords(
  messages: Messages,
  { income, expense, assets, liabilities }: FinanceSnapshot,
  figure: FinanceFigure,
): string | undefined {
  const { incomeBand, assetBand } = messages.domain
  switch (figure) {
    case 'income':
      return income && incomeBand[income]
    case 'expense':
      return expense && incomeBand[expense]
    case 'assets':
      return assets && assetBand[assets]
    case 'liabilities':
      return liabilities && messages.customerFile.liabilityBand[liabilities]
  }
}
