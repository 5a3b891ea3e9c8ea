import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { Trash2 } from 'lucide-react'
import { useEffect, useId, useState, type ReactNode } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import type { RecordOf } from '#shared/domain/record-types.ts'
import {
  type DraftHandle,
  useBy,
  useCommit,
  useStorageTrouble,
  useNewId,
  useRecord,
} from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { ErrorSummary } from '#ui/error-summary.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'
import { DraftNotice } from '#ui/draft-notice.tsx'
import { addDate, editDate } from './date-commands.ts'
import { DateFormFields } from './date-form-fields.tsx'
import { DateFurtherFields } from './date-further-fields.tsx'
import { checkDate, type DateDraft, DateForm } from './date-form.ts'
import { DatePreview } from './date-preview.tsx'
import { problemWords } from './date-words.ts'
import { useRemoveDate } from './use-remove-date.ts'

interface DateFormBodyProps {
  customerId: string
  record: RecordOf<'important-date'> | undefined
  draft: DraftHandle<DateDraft>
  initial: DateForm
  footnote?: ReactNode
  onClose: () => void
}

/** The opened form: fields above, the next three dates below, before anything is saved. */
export function DateFormBody(props: DateFormBodyProps) {
  const { customerId, record, draft, initial, onClose } = props
  const messages = useMessages()
  const trouble = useStorageTrouble()
  const texts = messages.dates
  const formId = useId()
  const commit = useCommit()
  const newId = useNewId()
  const remove = useRemoveDate()
  const customer = useRecord('customer', customerId)
  const others = useBy('important-date.customer', customerId)
  const [restored, setRestored] = useState(draft.value !== undefined)
  // The form says what it changes from: what was on screen when it opened, not what came in since (ME1).
  const [opened, setOpened] = useState(draft.value?.opened ?? record?.data)
  const form = useForm<DateForm>({
    defaultValues: draft.value?.values ?? initial,
    resolver: standardSchemaResolver(DateForm),
  })
  const { control, formState, handleSubmit } = form
  const { save } = draft
  useEffect(() => {
    const stop = form.subscribe({
      formState: { values: true },
      callback: ({ values }) => save({ opened, values }),
    })
    return stop
  }, [form, save, opened])

  const values = useWatch({ control, compute: (all: DateForm) => all })
  const checked = checkDate(values, customerId)
  const problem = checked?.ok === false ? problemWords(messages, checked.error) : undefined
  const errorText = (code: string | undefined) => {
    if (code === undefined) return undefined
    return code === 'year' ? texts.invalidYear : messages.app.fieldErrors[code]
  }

  const submit = handleSubmit(async (filled) => {
    const date = checkDate(filled, customerId)
    // The schema has refused what cannot be a date.
    if (date?.ok !== true) return
    const requests = record
      ? editDate({ ...record, data: opened ?? record.data }, date.value, others)
      : addDate(newId(), date.value, others)
    const result = await commit(requests)
    if (!result.ok) {
      toast({ tone: 'danger', text: messages.storage.notSaved(trouble()) })
      return
    }
    await draft.remove()
    toast({ tone: 'done', text: messages.app.savedHere })
    onClose()
  })
  const startOver = () => {
    setOpened(record?.data)
    form.reset(initial)
    setRestored(false)
    void draft.remove()
  }

  const fields = { values, dateId: record?.id, others, problem, errorText }
  const missing = (['kind', 'label', 'year', 'month', 'day', 'note'] as const).filter(
    (name) => formState.errors[name] && name !== problem?.field,
  )
  const gaps = [
    ...missing.map((name) => ({ name, label: texts.field[name] })),
    ...(problem ? [{ name: problem.field, label: problem.text }] : []),
  ]

  return (
    <Sheet
      open
      onClose={onClose}
      title={record ? texts.editDate : texts.newDate}
      description={customer?.data.name}
      footer={
        <>
          {record && (
            <Button
              tone="ghost"
              icon={Trash2}
              onPress={() => {
                void draft.remove()
                remove(record.id)
                onClose()
              }}
            >
              {messages.app.remove}
            </Button>
          )}
          <Button type="submit" form={formId} busy={formState.isSubmitting}>
            {messages.app.save}
          </Button>
        </>
      }
    >
      <FormProvider {...form}>
        <form
          id={formId}
          noValidate
          className="grid gap-5 pt-1"
          onSubmit={(event) => void submit(event)}
        >
          {formState.submitCount > 0 && (
            <ErrorSummary
              title={messages.app.gaps(gaps.length)}
              attempt={formState.submitCount}
              gaps={gaps}
            />
          )}
          <DraftNotice restored={restored} onStartOver={startOver} />
          <DateFormFields {...fields} />
          <DatePreview
            date={checked?.ok ? checked.value : undefined}
            impossible={problem !== undefined}
          />
          <DateFurtherFields {...fields} />
          {record && props.footnote}
        </form>
      </FormProvider>
    </Sheet>
  )
}
