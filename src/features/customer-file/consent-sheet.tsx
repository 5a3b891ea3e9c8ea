import { consentKinds, consentWays } from '#shared/domain/consent.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useNewId, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { fileChanges, type FileValues, fileValuesOf, filledOf, gapsIn } from './file-form.ts'
import { FileSheet } from './file-sheet.tsx'
import type { EntrySheetProps } from './need-sheet.tsx'
import { optionsOf } from './options-of.ts'

const names = ['kind', 'state', 'on', 'how', 'evidence']

/** Writes down that a customer agreed to something, or took it back; what was said before stays. */
export function ConsentSheet({ customerId, onClose }: Omit<EntrySheetProps, 'entryId'>) {
  const messages = useMessages()
  const texts = messages.customerFile.consents
  const { consentKind, consentState, consentWay } = messages.domain
  const today = useToday()
  const newId = useNewId()
  const dataOf = (values: FileValues) => ({ ...filledOf(values), customerId })
  const check = (values: FileValues) => {
    const gaps = gapsIn('consent', dataOf(values), values)
    if ((values['on'] ?? '') > today) gaps['on'] = 'future'
    return gaps
  }
  return (
    <FileSheet
      title={texts.add}
      intro={texts.hint}
      customerId={customerId}
      draftKey={`new-consent:${customerId}`}
      initial={{ ...fileValuesOf({}, names), state: 'given', on: today }}
      fields={[
        {
          name: 'kind',
          label: texts.kind,
          kind: 'select',
          required: true,
          placeholder: texts.choose,
          options: optionsOf(consentKinds, consentKind),
        },
        {
          name: 'state',
          label: texts.state,
          kind: 'choice',
          required: true,
          options: optionsOf(['given', 'withdrawn'], consentState),
        },
        {
          name: 'how',
          label: texts.how,
          kind: 'choice',
          required: true,
          options: optionsOf(consentWays, consentWay),
        },
        { name: 'on', label: texts.on, kind: 'date', required: true, last: today },
        {
          name: 'evidence',
          label: texts.evidence,
          kind: 'text',
          max: textLimits.line,
          placeholder: texts.evidencePlaceholder,
        },
      ]}
      errorTexts={{ future: texts.future }}
      check={check}
      requests={(values) =>
        fileChanges({ type: 'consent', id: newId(), isNew: true }, {}, dataOf(values))
      }
      onClose={onClose}
    />
  )
}
