import { maskIdentity } from '#shared/domain/mask-identity.ts'
import { maskContact, maskText } from '#shared/domain/masking.ts'
import { transferFields, type TransferField } from '#shared/domain/transfer/transfer-field.ts'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { Panel } from '#ui/panel.tsx'
import { Select } from '#ui/select.tsx'
import type { ImportPlan } from './use-import-plan.ts'

/** More columns than any list of customers has; what is behind them is not imported. */
const mostColumns = 60

/** What each column of the table holds. */
export function ColumnsPanel({ plan }: { plan: ImportPlan }) {
  const texts = useTransferMessages()
  const options = transferFields.map((value) => ({ value, label: texts.fields[value] }))
  return (
    <Panel title={texts.columns} count={texts.columnsText}>
      <div className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
        {plan.columns.slice(0, mostColumns).map((field, index) => {
          const sample = sampleOf(plan, index, field)
          return (
            <Select<TransferField>
              // oxlint-disable-next-line react/no-array-index-key -- a column is known by its place
              key={index}
              label={plan.headerOf(index).trim() || texts.column(index + 1)}
              description={sample === '' ? undefined : texts.sample(sample)}
              placeholder={texts.ignored}
              noneLabel={texts.ignored}
              options={options}
              value={field ?? ''}
              onChange={(chosen) => plan.setColumn(index, chosen === '' ? null : chosen)}
            />
          )
        })}
      </div>
      {!plan.hasName && (
        <div className="mt-4">
          <FormTrouble>
            {plan.columns.every((field) => field === null) ? texts.headerMissing : texts.needName}
          </FormTrouble>
        </div>
      )}
    </Panel>
  )
}

/** The first text of a column, masked as it would be on any screen (SE7). */
function sampleOf({ rows, columns }: ImportPlan, index: number, field: TransferField | null) {
  const filled = rows.slice(0, 50).find(({ cells }) => (cells[index] ?? '').trim() !== '')
  const text = (filled?.cells[index] ?? '').trim().slice(0, 40)
  if (text === '') return ''
  if (field === 'identity') return maskIdentity(text)
  if (field === 'employer') return maskText('profile', 'employer', text)
  const isContact = field !== null && contactFields.has(field)
  // Nobody knows yet what a column without a meaning holds.
  const isUnknown = field === null && columns[index] === null && /\d.*\d.*\d.*\d|@/u.test(text)
  return isContact || isUnknown ? maskContact(text) : text
}

const contactFields: ReadonlySet<TransferField> = new Set([
  'mobile',
  'tel',
  'wechat',
  'email',
  'address',
])
