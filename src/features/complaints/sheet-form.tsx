import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useEffect, useId, useState, type ReactNode } from 'react'
import { useForm, type Control, type DefaultValues, type FieldValues } from 'react-hook-form'
import type * as z from 'zod/mini'
import type { ChangeRequest } from '#replica/replica.ts'
import { useCommit, useStorageTrouble, useDraft } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { ErrorSummary } from '#ui/error-summary.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { toast } from '#ui/toast.tsx'
import { DraftNotice } from '#ui/draft-notice.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'

interface SheetFormProps<Form extends FieldValues> {
  title: string
  description?: string | undefined
  /** Form name and record id; what was half filled is kept sealed under it. */
  draftKey: string
  /** What a half-filled form must fit; it may break every other rule. */
  draftSchema: z.ZodMiniType<Form>
  schema: z.ZodMiniType<Form, Form>
  start: Form
  /** Labels for the list of gaps, by field. */
  labels: { [Field in keyof Form]?: string }
  submitLabel: string
  savedText: string
  size?: 'md' | 'lg' | undefined
  changes(form: Form): ChangeRequest[]
  children(control: Control<Form>): ReactNode
  onClose(): void
}

/** A form over its page: draft, gaps, save. Closing keeps the draft; saving ends it. */
export function SheetForm<Form extends FieldValues>(props: SheetFormProps<Form>) {
  const draft = useDraft(props.draftKey, props.draftSchema)
  if (!draft.loaded) {
    return (
      <Sheet open onClose={props.onClose} title={props.title} size={props.size}>
        <SkeletonRows count={3} />
      </Sheet>
    )
  }
  return (
    <OpenedForm {...props} draft={draft.value} saveDraft={draft.save} removeDraft={draft.remove} />
  )
}

interface OpenedFormProps<Form extends FieldValues> extends SheetFormProps<Form> {
  draft: Form | undefined
  saveDraft(form: Form): void
  removeDraft(): Promise<void>
}

function OpenedForm<Form extends FieldValues>(props: OpenedFormProps<Form>) {
  const { start, draft, saveDraft, removeDraft, labels, onClose } = props
  const messages = useMessages()
  const trouble = useStorageTrouble()
  const commit = useCommit()
  const formId = useId()
  const [restored, setRestored] = useState(draft !== undefined)
  const [failed, setFailed] = useState(false)
  const { control, handleSubmit, reset, subscribe, formState } = useForm<Form, unknown, Form>({
    defaultValues: (draft ?? start) as DefaultValues<Form>,
    resolver: standardSchemaResolver(props.schema),
  })
  useEffect(
    () => subscribe({ formState: { values: true }, callback: ({ values }) => saveDraft(values) }),
    [subscribe, saveDraft],
  )
  const submit = handleSubmit(async (form) => {
    setFailed(false)
    const saved = await commit(props.changes(form))
    if (!saved.ok) {
      setFailed(true)
      return
    }
    await removeDraft()
    toast({ text: props.savedText, tone: 'done' })
    onClose()
  })
  const startOver = () => {
    reset(start)
    setRestored(false)
    void removeDraft()
  }
  const gaps = Object.keys(formState.errors).map((name) => ({ name, label: labels[name] ?? name }))
  return (
    <Sheet
      open
      onClose={onClose}
      title={props.title}
      description={props.description}
      size={props.size}
      footer={
        <>
          <Button tone="soft" onPress={onClose}>
            {messages.app.cancel}
          </Button>
          <Button type="submit" form={formId} busy={formState.isSubmitting}>
            {props.submitLabel}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-5 pt-1"
        onSubmit={(event) => void submit(event)}
      >
        <ErrorSummary
          title={messages.app.gaps(gaps.length)}
          gaps={gaps}
          attempt={formState.submitCount}
        />
        {failed && <FormTrouble>{messages.storage.notSaved(trouble())}</FormTrouble>}
        <DraftNotice restored={restored} onStartOver={startOver} />
        {props.children(control)}
      </form>
    </Sheet>
  )
}
