import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { Trash2 } from 'lucide-react'
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useColleagues } from '#replica/use-colleagues.ts'
import { useStorageTrouble, useToday, type DraftHandle } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { ErrorSummary } from '#ui/error-summary.tsx'
import { usePhone } from '#ui/media.ts'
import { Sheet } from '#ui/sheet.tsx'
import { DraftNotice } from '#ui/draft-notice.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { AskFields } from './ask-fields.tsx'
import { asksLeft } from './asks-left.ts'
import { useCustomerFacts } from './customer-facts.ts'
import { NextStepFields } from './next-step-fields.tsx'
import { noteFormSchema } from './note-checks.ts'
import { type NoteDraft, type NoteFormValues, resumedNote } from './note-form.ts'
import { MoreNoteFields, NoteFields } from './note-fields.tsx'
import { changeForOther, noteForOther, othersIn } from './other-customers.ts'
import { AlikeNotesField, OtherCustomersField } from './other-customers-field.tsx'
import { ProductTalkFields } from './product-talk-fields.tsx'
import {
  judgedNote,
  openedNote,
  type OtherCustomer,
  type TalkContext,
} from './product-talk-form.ts'
import { useNoteActions } from './use-note-actions.ts'
import { useOtherOf } from './use-other-customers.ts'

interface NoteFormBodyProps {
  customer: RecordOf<'customer'>
  note: RecordOf<'interaction'> | undefined
  fresh: NoteFormValues
  draft: DraftHandle<NoteDraft>
  footnote?: ReactNode
  onClose: () => void
}

/** The form of a note; ⌘ or Ctrl with Enter saves. */
export function NoteFormBody(props: NoteFormBodyProps) {
  const { customer, note, fresh, draft, onClose } = props
  const messages = useMessages()
  const trouble = useStorageTrouble()
  const texts = messages.notes
  const formId = useId()
  const today = useToday()
  const facts = useCustomerFacts(customer)
  const actions = useNoteActions()
  const colleagues = useColleagues(messages.roleNames)
  const [opened, setOpened] = useState(draft.value?.opened ?? fresh)
  const textBefore = note === undefined ? '' : opened.text
  const [restored, setRestored] = useState(draft.value !== undefined)
  const [failed, setFailed] = useState(false)
  const otherOf = useOtherOf(customer.id, note)
  const talk = { today, opened, facts, otherOf }
  const colleagueIds = new Set(colleagues.map(({ staffId }) => staffId))
  const form = useForm<NoteFormValues>({
    defaultValues: draft.value ? resumedNote(draft.value.values) : fresh,
    resolver: standardSchemaResolver(noteFormSchema({ ...talk, colleagueIds })),
    shouldFocusError: false,
  })
  const { subscribe, formState } = form
  const { save } = draft
  const phone = usePhone()
  const typesAtOnce = note === undefined && !phone
  const { setFocus } = form
  useEffect(() => {
    // On a phone the keyboard would cover the chips, which come first there.
    if (typesAtOnce) setFocus('text')
  }, [typesAtOnce, setFocus])
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values }) => save({ opened, values }),
      }),
    [subscribe, save, opened],
  )
  const submit = form.handleSubmit(async (values) => {
    const said = judgedNote(values, talk)
    const others = othersIn(values, talk)
    const saved = note
      ? await actions.change(
          customer.id,
          { note, opened: openedNote(opened), values: said },
          changesOfOthers(values, talk, others),
        )
      : await actions.add(
          customer.id,
          said,
          fresh,
          others.map((other) => ({
            customerId: other.id,
            values: noteForOther(values, talk, other),
          })),
        )
    if (!saved) return setFailed(true)
    actions.tellLeft(customer.id, asksLeft(values, textBefore, colleagues, today))
    await draft.remove()
    onClose()
  })
  const startAgain = async () => {
    setOpened(fresh)
    form.reset(fresh)
    setRestored(false)
    await draft.remove()
  }
  const remove = async () => {
    if (note === undefined || !(await actions.remove(note))) return
    await draft.remove()
    onClose()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || formState.isSubmitting) return
    event.preventDefault()
    void submit()
  }
  const gaps = gapsOf(Object.keys(formState.errors), messages)
  const hidden = Object.keys(formState.errors).some((field) => moreFields.includes(field))
  return (
    <Sheet
      open
      onClose={onClose}
      title={note ? texts.editTitle : texts.newTitle}
      description={customer.data.name}
      footer={
        <>
          {note && (
            <Button tone="ghost" icon={Trash2} onPress={() => void remove()}>
              {texts.archive}
            </Button>
          )}
          <Button type="submit" form={formId} busy={formState.isSubmitting}>
            {messages.app.save}
          </Button>
        </>
      }
    >
      <FormProvider {...form}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of its fields */}
        <form
          id={formId}
          noValidate
          className="grid gap-5"
          onKeyDown={onKey}
          onSubmit={(event) => void submit(event)}
        >
          <DraftNotice restored={restored} onStartOver={() => void startAgain()} />
          <ErrorSummary
            title={messages.app.gaps(gaps.length)}
            gaps={gaps}
            attempt={formState.submitCount}
          />
          {failed && <FormTrouble>{messages.storage.notSaved(trouble())}</FormTrouble>}
          <NoteFields
            fresh={note === undefined ? fresh : undefined}
            textBefore={textBefore}
            productTalk={<ProductTalkFields customerId={customer.id} context={talk} />}
          />
          {note === undefined ? (
            <OtherCustomersField customer={customer} context={talk} />
          ) : (
            <AlikeNotesField offered={fresh.others} context={talk} />
          )}
          <AskFields customer={customer} />
          {note === undefined && <NextStepFields usual={fresh} />}
          {/* A field with an error must be in sight before it can take the focus. */}
          <Disclosure summary={texts.more} open={note !== undefined} shows={hidden}>
            <MoreNoteFields />
          </Disclosure>
          {note && props.footnote}
        </form>
      </FormProvider>
    </Sheet>
  )
}

/** The notes of the others that are there still, with what is changed of them. */
function changesOfOthers(
  values: NoteFormValues,
  context: TalkContext,
  others: readonly OtherCustomer[],
) {
  return others.flatMap((other) => {
    const change = changeForOther(values, context, other)
    return change === null || other.note === undefined ? [] : [{ note: other.note, ...change }]
  })
}

const moreFields = ['concerns', 'expectations', 'feedback', 'on', 'time', 'minutes']

function gapsOf(fields: readonly string[], messages: ReturnType<typeof useMessages>) {
  const { notes: texts, suitability } = messages
  return [
    { name: 'productGrade', label: suitability.grade },
    { name: 'disclosed', label: suitability.disclosed },
    { name: 'extraCare', label: suitability.extraCare },
    { name: 'text', label: texts.text },
    { name: 'others', label: texts.others.label },
    { name: 'asks', label: texts.asks.title },
    { name: 'nextTitle', label: texts.nextStepTitle },
    { name: 'nextDueOn', label: texts.nextStepDue },
    { name: 'on', label: texts.on },
    { name: 'time', label: texts.time },
    { name: 'concerns', label: texts.concerns },
    { name: 'expectations', label: texts.expectations },
    { name: 'feedback', label: texts.feedback },
  ].filter(({ name }) => fields.includes(name))
}
