import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useEffect, useRef, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import { useStorageTrouble, useToday } from '#replica/use-replica.ts'
import type { DraftHandle } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { ActionBar } from '#ui/action-bar.tsx'
import { Button } from '#ui/button.tsx'
import { ErrorSummary } from '#ui/error-summary.tsx'
import { DraftNotice } from '#ui/draft-notice.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { CustomerCardFields } from './customer-card-fields.tsx'
import { customerFormSchema, type CustomerFormContext } from './customer-form-check.ts'
import { customerFormGaps } from './customer-form-gaps.ts'
import type { CustomerFormDraft, CustomerFormValues } from './customer-form-values.ts'
import { ProfileFields } from './profile-fields.tsx'
import { createTypedNumber } from './typed-number.ts'
import { useNamedField } from './use-named-field.ts'

interface CustomerFormProps {
  /** Null for a new customer. */
  customerId: string | null
  /** The form as it was opened without a draft. */
  fresh: CustomerFormValues
  access: Omit<CustomerFormContext, 'today' | 'typedIdentity'>
  draft: DraftHandle<CustomerFormDraft>
  /** Saves; false when it did not work, then everything stays as typed. */
  onSave: (opened: CustomerFormValues, values: CustomerFormValues) => Promise<boolean>
  onCancel: () => void
}

/** Card and profile in one form; render it when the draft is loaded. */
export function CustomerForm(props: CustomerFormProps) {
  const messages = useMessages()
  const trouble = useStorageTrouble()
  const texts = messages.customers
  const today = useToday()
  const { draft, fresh, access } = props
  const [restored, setRestored] = useState(draft.value !== undefined)
  const [failed, setFailed] = useState(false)
  /** Grows when the form is as it was at first again: what was unmasked is masked. */
  const [round, setRound] = useState(0)
  const [opened, setOpened] = useState(draft.value?.opened ?? fresh)
  const [typedIdentity] = useState(createTypedNumber)
  const context = { ...access, today, typedIdentity: typedIdentity.get }
  const form = useForm<CustomerFormValues>({
    defaultValues: draft.value?.values ?? fresh,
    resolver: standardSchemaResolver(customerFormSchema(context)),
    // The summary moves the focus, in the order of the page.
    shouldFocusError: false,
  })
  const { subscribe, formState } = form
  const { save } = draft
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values }) => save({ opened, values }),
      }),
    [subscribe, save, opened],
  )
  const submit = form.handleSubmit(async (values) => {
    setFailed(false)
    const saved = await props.onSave(opened, values)
    if (!saved) setFailed(true)
  })
  const startAgain = async () => {
    setOpened(fresh)
    typedIdentity.set('')
    form.reset(fresh)
    setRestored(false)
    setRound(round + 1)
    await draft.remove()
  }
  const isUnsaved = restored || formState.isDirty
  const page = useRef<HTMLFormElement>(null)
  useNamedField(page)
  const gaps = customerFormGaps(formState.errors, messages, form.getValues())
  return (
    <FormProvider {...form}>
      <form
        ref={page}
        noValidate
        className="grid gap-4 md:gap-5"
        onSubmit={(event) => void submit(event)}
      >
        <DraftNotice restored={restored} onStartOver={() => void startAgain()} />
        <ErrorSummary
          title={messages.app.gaps(gaps.length)}
          gaps={gaps}
          attempt={formState.submitCount}
        />
        {failed && <FormTrouble>{messages.storage.notSaved(trouble())}</FormTrouble>}
        <CustomerCardFields context={context} customerId={props.customerId} isUnsaved={isUnsaved} />
        {access.withProfile ? (
          <ProfileFields
            key={round}
            customerId={props.customerId}
            typedIdentity={typedIdentity}
            isUnsaved={isUnsaved}
          />
        ) : (
          <p className="px-1 text-sm text-ink-3">{texts.ownerOnlyText}</p>
        )}
        <ActionBar>
          <Button tone="soft" onPress={props.onCancel}>
            {messages.app.cancel}
          </Button>
          <Button type="submit" busy={formState.isSubmitting}>
            {props.customerId === null ? texts.saveNew : messages.app.save}
          </Button>
        </ActionBar>
      </form>
    </FormProvider>
  )
}
