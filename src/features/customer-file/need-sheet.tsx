import type { ReactNode } from 'react'
import { directionsFor } from '#shared/domain/need-directions.ts'
import { Need, needStatuses, needTypes } from '#shared/domain/need.ts'
import { assetBands, horizons } from '#shared/domain/profile.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useIsLoaded, useNewId, useRecord, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { directionWords } from './direction-words.ts'
import { fileChanges, type FileValues, fileValuesOf, filledOf, gapsIn } from './file-form.ts'
import { FileSheet, MissingSheet } from './file-sheet.tsx'
import { optionsOf } from './options-of.ts'
import { useCapacity } from './use-capacity.ts'
import { useRemoveEntry } from './use-remove-entry.ts'

const names = ['type', 'amountBand', 'horizon', 'status', 'saidOn', 'note']

export interface EntrySheetProps {
  customerId: string
  /** An existing record; a new one without. */
  entryId?: string | undefined
  footnote?: ReactNode
  onClose: () => void
}

/** R8: adds or edits a need. */
export function NeedSheet({ customerId, entryId, footnote, onClose }: EntrySheetProps) {
  const messages = useMessages()
  const texts = messages.customerFile
  const today = useToday()
  const newId = useNewId()
  const loaded = useIsLoaded()
  const remove = useRemoveEntry('need')
  const record = useRecord('need', entryId)
  const title = record ? texts.needs.edit : texts.needs.add
  if (entryId !== undefined && record === undefined) {
    return loaded ? <MissingSheet title={title} onClose={onClose} /> : null
  }
  const dataOf = (values: FileValues) => ({ ...filledOf(values), customerId })
  return (
    <FileSheet
      title={title}
      customerId={customerId}
      draftKey={record ? `need:${record.id}` : `new-need:${customerId}`}
      initial={
        record
          ? fileValuesOf(record.data, names)
          : { ...fileValuesOf({}, names), status: 'open', saidOn: today }
      }
      fields={[
        {
          name: 'type',
          label: texts.needs.type,
          kind: 'select',
          required: true,
          placeholder: texts.needs.choose,
          options: optionsOf(needTypes, texts.needType),
        },
        {
          name: 'amountBand',
          label: texts.needs.amountBand,
          kind: 'select',
          options: optionsOf(assetBands, messages.domain.assetBand),
        },
        {
          name: 'horizon',
          label: texts.needs.horizon,
          kind: 'select',
          options: optionsOf(horizons, messages.domain.horizon),
        },
        {
          name: 'status',
          label: texts.needs.status,
          kind: 'choice',
          required: true,
          options: optionsOf(needStatuses, texts.needStatus),
        },
        {
          name: 'saidOn',
          label: texts.needs.saidOn,
          kind: 'date',
          required: true,
          last: today,
        },
        {
          name: 'note',
          label: texts.note,
          kind: 'area',
          max: textLimits.paragraph,
          placeholder: texts.notePlaceholder,
        },
      ]}
      check={(values) => gapsIn('need', dataOf(values), values)}
      requests={(values, opened) =>
        fileChanges(
          { type: 'need', id: record?.id ?? newId(), isNew: record === undefined },
          dataOf(opened),
          dataOf(values),
        )
      }
      renderAfter={(values) => <Hint customerId={customerId} values={values} />}
      footnote={footnote}
      onRemove={record && (() => remove(record.id))}
      onClose={onClose}
    />
  )
}

/** R10: what can be talked about, by type of need and capacity; a hint and no advice. */
function Hint({ customerId, values }: { customerId: string; values: FileValues }) {
  const texts = useMessages().customerFile
  const capacity = useCapacity(customerId)
  const type = Need.shape.type.safeParse(values['type']).data
  if (type === undefined || values['status'] !== 'open') return null
  const words = directionWords(texts, directionsFor(type, capacity))
  if (words === '') return null
  return (
    <div className="rounded-lg bg-sunken px-4 py-3 text-sm text-ink-2">
      <p>{texts.needs.hintText(words)}</p>
      {capacity === undefined && <p className="text-ink-3">{texts.needs.hintNoRisk}</p>}
      <p className="text-ink-3">{texts.needs.hintOnly}</p>
    </div>
  )
}
