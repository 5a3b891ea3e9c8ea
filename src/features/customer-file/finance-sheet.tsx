import {
  financeFigures,
  FinanceSnapshot,
  liabilityBands,
  newestSnapshots,
} from '#shared/domain/finance-snapshot.ts'
import { assetBands, incomeBands } from '#shared/domain/profile.ts'
import { provenanceSources } from '#shared/domain/provenance.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { type ChangeRequest, patch } from '#replica/replica.ts'
import { useBy, useNewId, useRecord, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { fileChanges, type FileValues, fileValuesOf, filledOf, gapsIn } from './file-form.ts'
import { FileSheet } from './file-sheet.tsx'
import type { EntrySheetProps } from './need-sheet.tsx'
import { optionsOf } from './options-of.ts'

const names = [...financeFigures, 'takenOn', 'source', 'note']

/** R9: another finance snapshot; what was known before stays. */
export function FinanceSheet({ customerId, onClose }: Omit<EntrySheetProps, 'entryId'>) {
  const messages = useMessages()
  const { finance: texts, liabilityBand, note } = messages.customerFile
  const { incomeBand, assetBand, provenance } = messages.domain
  const today = useToday()
  const newId = useNewId()
  const toProfile = useProfileBands(customerId)
  const dataOf = (values: FileValues) => ({ ...filledOf(values), customerId })
  const check = (values: FileValues) => {
    const gaps = gapsIn('finance-snapshot', dataOf(values), values)
    if (financeFigures.every((figure) => !values[figure])) gaps['income'] = 'nothing'
    if ((values['takenOn'] ?? '') > today) gaps['takenOn'] = 'future'
    return gaps
  }
  const figures = [
    ['income', optionsOf(incomeBands, incomeBand)],
    ['expense', optionsOf(incomeBands, incomeBand)],
    ['assets', optionsOf(assetBands, assetBand)],
    ['liabilities', optionsOf(liabilityBands, liabilityBand)],
  ] as const
  return (
    <FileSheet
      title={texts.add}
      intro={texts.hint}
      customerId={customerId}
      draftKey={`new-finance:${customerId}`}
      initial={{ ...fileValuesOf({}, names), takenOn: today, source: 'customer' }}
      fields={[
        ...figures.map(([name, options]) => ({
          name,
          label: texts.figure[name],
          kind: 'select' as const,
          options,
        })),
        { name: 'takenOn', label: texts.takenOn, kind: 'date', required: true, last: today },
        {
          name: 'source',
          label: texts.source,
          kind: 'choice',
          required: true,
          options: optionsOf(provenanceSources, provenance),
        },
        { name: 'note', label: note, kind: 'area', max: textLimits.paragraph },
      ]}
      errorTexts={{ nothing: texts.nothing, future: texts.future }}
      check={check}
      requests={(values) => {
        const data = dataOf(values)
        const made = { type: 'finance-snapshot', id: newId(), isNew: true } as const
        return [...fileChanges(made, {}, data), ...toProfile(data)]
      }}
      onClose={onClose}
    />
  )
}

/**
 * The profile says income and assets, too (R31): the newest snapshot is where they come from, so that the two never say
 * different things. What stood there before is in its history.
 */
function useProfileBands(customerId: string): (data: object) => ChangeRequest[] {
  const profile = useRecord('profile', customerId)?.data
  const [newest] = newestSnapshots(useBy('finance-snapshot.customer', customerId))
  return (data) => {
    const snapshot = FinanceSnapshot.safeParse(data).data
    if (snapshot === undefined || profile === undefined) return []
    if (newest !== undefined && newest.data.takenOn > snapshot.takenOn) return []
    const change = patch('profile', customerId, profile, {
      ...(snapshot.income === undefined ? {} : { incomeBand: snapshot.income }),
      ...(snapshot.assets === undefined ? {} : { assetBand: snapshot.assets }),
    })
    const isChange = change.kind === 'patch' && Object.keys(change.args.changes).length > 0
    return isChange ? [change] : []
  }
}
