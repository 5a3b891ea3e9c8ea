import { useState } from 'react'
import { type Relation, relationKinds, seenFrom } from '#shared/domain/relation.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useCustomerOptions } from '#replica/use-customer-options.ts'
import { useIsLoaded, useNewId, useRecord, useReplica } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { ComboField } from '#ui/combo-field.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { TextField } from '#ui/text-field.tsx'
import { fileChanges, type FileValues, fileValuesOf, filledOf, gapsIn } from './file-form.ts'
import { FileSheet, MissingSheet, type SetValues } from './file-sheet.tsx'
import type { EntrySheetProps } from './need-sheet.tsx'
import { optionsOf } from './options-of.ts'
import { useRemoveEntry } from './use-remove-entry.ts'

const names = ['mode', 'otherId', 'otherName', 'kind', 'note']

/** R3: adds a relation, or edits kind and note of one; whom it is with stays. */
export function RelationSheet({ customerId, entryId, footnote, onClose }: EntrySheetProps) {
  const texts = useMessages().customerFile
  const newId = useNewId()
  const loaded = useIsLoaded()
  const remove = useRemoveEntry('relation')
  const record = useRecord('relation', entryId)
  const title = record ? texts.relations.edit : texts.relations.add
  if (entryId !== undefined && record === undefined) {
    return loaded ? <MissingSheet title={title} onClose={onClose} /> : null
  }
  const dataOf = (values: FileValues) => relationOf(values, record?.data, customerId)
  const seen = record && seenFrom(record.data, customerId)
  return (
    <FileSheet
      title={title}
      customerId={customerId}
      draftKey={record ? `relation:${record.id}:${customerId}` : `new-relation:${customerId}`}
      initial={{
        ...fileValuesOf({}, names),
        ...(record && seen && { kind: seen.kind, note: record.data.note ?? '' }),
      }}
      renderBefore={(values, set, errors) =>
        seen ? (
          <OtherName other={seen.other} />
        ) : (
          <OtherField
            customerId={customerId}
            values={values}
            set={set}
            error={errors['other'] ?? errors['otherName']}
          />
        )
      }
      fields={[
        {
          name: 'kind',
          label: texts.relations.kind,
          kind: 'choice',
          required: true,
          options: optionsOf(relationKinds, texts.relationKind),
        },
        { name: 'note', label: texts.note, kind: 'area', max: textLimits.paragraph },
      ]}
      check={(values) => gapsIn('relation', dataOf(values), values)}
      requests={(values, opened) =>
        fileChanges(
          { type: 'relation', id: record?.id ?? newId(), isNew: record === undefined },
          dataOf(opened),
          dataOf(values),
        )
      }
      footnote={footnote}
      onRemove={record && (() => remove(record.id))}
      onClose={onClose}
    />
  )
}

/** The relation as it is recorded: seen from the other end, its kind is turned round. */
function relationOf(
  values: FileValues,
  record: Relation | undefined,
  customerId: string,
): Record<string, unknown> {
  const { mode, otherId, otherName, kind, ...rest } = filledOf(values)
  if (record === undefined) {
    const end =
      mode === 'name'
        ? otherName !== undefined && { name: otherName }
        : otherId !== undefined && { customerId: otherId }
    const other = end === false ? {} : { other: end }
    return { ...rest, ...(kind === undefined ? {} : { kind }), ...other, customerId }
  }
  const chosen = relationKinds.find((each) => each === kind) ?? record.kind
  const turned = seenFrom({ ...record, kind: chosen }, customerId).kind
  return { ...rest, kind: turned, other: record.other, customerId: record.customerId }
}

function OtherName({ other }: { other: Relation['other'] }) {
  const texts = useMessages().customerFile.relations
  const card = useRecord('customer', 'customerId' in other ? other.customerId : undefined)
  return (
    <p className="wrap-anywhere">
      <span className="text-sm text-ink-3">{texts.other} </span>
      {'name' in other ? other.name : (card?.data.name ?? texts.elsewhere)}
    </p>
  )
}

/** A customer of the book, by search; or only a name. */
function OtherField(props: {
  customerId: string
  values: FileValues
  set: SetValues
  error: string | undefined
}) {
  const { values, set, error } = props
  const texts = useMessages().customerFile.relations
  const mode = values['mode'] === 'name' ? 'name' : 'book'
  return (
    <>
      <Segmented
        label={texts.other}
        value={mode}
        onChange={(value) => set({ mode: value })}
        options={[
          { value: 'book', label: texts.inBook },
          { value: 'name', label: texts.nameOnly },
        ]}
      />
      {mode === 'book' ? (
        <BookField {...props} />
      ) : (
        <TextField
          name="other"
          required
          label={texts.name}
          value={values['otherName'] ?? ''}
          error={error}
          onChange={(otherName) => set({ otherName })}
        />
      )}
    </>
  )
}

function BookField(props: {
  customerId: string
  values: FileValues
  set: SetValues
  error: string | undefined
}) {
  const texts = useMessages().customerFile.relations
  const replica = useReplica()
  const nameOf = (id: string) => replica.get('customer', id)?.data.name ?? ''
  const { otherId = '' } = props.values
  const [typed, setTyped] = useState<string | null>(null)
  const query = typed ?? nameOf(otherId)
  const options = useCustomerOptions(query, (id) => id !== props.customerId)
  return (
    <ComboField
      name="other"
      required
      label={texts.name}
      placeholder={texts.otherHint}
      options={options}
      query={query}
      value={otherId}
      error={props.error}
      onQuery={(text) => {
        setTyped(text)
        // An emptied box means nobody.
        if (text === '') props.set({ otherId: '' })
      }}
      onChange={(id) => {
        props.set({ otherId: id })
        setTyped(nameOf(id))
      }}
    />
  )
}
