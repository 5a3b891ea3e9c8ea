import { Trash2 } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import {
  useCommit,
  useDraft,
  useRecord,
  useStorageTrouble,
  type DraftHandle,
} from '#replica/use-replica.ts'
import type { ChangeRequest } from '#replica/replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { DraftNotice } from '#ui/draft-notice.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { ErrorSummary } from '#ui/error-summary.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { SheetForm } from '#ui/sheet-form.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { toast } from '#ui/toast.tsx'
import { FileField, type FieldSpec } from './file-field.tsx'
import { dayGapsIn, FileDraft, type FileValues } from './file-form.ts'

export interface FileSheetProps {
  title: string
  /** Undefined for what is about nobody. */
  customerId: string | undefined
  /** Form name and record id. */
  draftKey: string
  initial: FileValues
  fields: readonly FieldSpec[]
  /** Codes of what is wrong, by field. */
  check: (values: FileValues) => Record<string, string>
  /** What saving changes; `opened` is what the form said at first. */
  requests: (values: FileValues, opened: FileValues) => ChangeRequest[]
  /** Words for codes that only this form has. */
  errorTexts?: Record<string, string>
  intro?: ReactNode
  /** Before the fields: one that is made for this sheet. */
  renderBefore?: (values: FileValues, set: SetValues, errors: Record<string, string>) => ReactNode
  /** After the fields: what follows from them. */
  renderAfter?: (values: FileValues) => ReactNode
  footnote?: ReactNode
  onRemove?: (() => void) | undefined
  onClose: () => void
}

export type SetValues = (change: FileValues) => void

/** A sheet over the customer's page for one record of the file; what was typed is kept until it is saved. */
export function FileSheet(props: FileSheetProps) {
  const draft = useDraft(props.draftKey, FileDraft)
  if (draft.loaded) return <OpenedSheet key={props.draftKey} {...props} draft={draft} />
  return (
    <Sheet open onClose={props.onClose} title={props.title}>
      <SkeletonRows count={3} />
    </Sheet>
  )
}

function OpenedSheet(props: FileSheetProps & { draft: DraftHandle<FileDraft> }) {
  const { draft, initial, onClose } = props
  const messages = useMessages()
  const trouble = useStorageTrouble()
  const commit = useCommit()
  const formId = useId()
  const customer = useRecord('customer', props.customerId)
  const [opened, setOpened] = useState(draft.value?.opened ?? initial)
  const [values, setValues] = useState(draft.value?.values ?? initial)
  const [restored, setRestored] = useState(draft.value !== undefined)
  const [attempt, setAttempt] = useState(0)
  const [busy, setBusy] = useState(false)
  const asked = props.fields.filter(({ isAsked }) => isAsked?.(values) ?? true)
  const check = () => ({ ...dayGapsIn(asked, values), ...props.check(values) })
  const found = attempt > 0 ? check() : {}
  const errors = Object.fromEntries(
    Object.entries(found).map(([field, code]) => [
      field,
      props.errorTexts?.[code] ??
        messages.app.fieldErrors[code] ??
        messages.app.fieldErrors['invalid'] ??
        code,
    ]),
  )
  const set: SetValues = (change) => {
    const next = { ...values, ...change }
    setValues(next)
    draft.save({ opened, values: next })
  }
  const startOver = () => {
    setOpened(initial)
    setValues(initial)
    setRestored(false)
    void draft.remove()
  }
  const submit = async () => {
    setAttempt(attempt + 1)
    if (busy || Object.keys(check()).length > 0) return
    setBusy(true)
    const result = await commit(props.requests(values, opened))
    setBusy(false)
    if (!result.ok) {
      toast({ tone: 'danger', text: messages.storage.notSaved(trouble()) })
      return
    }
    await draft.remove()
    toast({ tone: 'done', text: messages.app.savedHere })
    onClose()
  }
  const gaps = Object.entries(errors).map(([name, text]) => ({
    name,
    label: asked.find((field) => field.name === name)?.label ?? text,
  }))
  return (
    <Sheet
      open
      onClose={onClose}
      title={props.title}
      description={customer?.data.name}
      footer={
        <>
          {props.onRemove && (
            <Button
              tone="ghost"
              icon={Trash2}
              onPress={() => {
                void draft.remove()
                props.onRemove?.()
                onClose()
              }}
            >
              {messages.app.remove}
            </Button>
          )}
          <Button type="submit" form={formId} busy={busy}>
            {messages.app.save}
          </Button>
        </>
      }
    >
      <SheetForm id={formId} onSubmit={submit}>
        <ErrorSummary title={messages.app.gaps(gaps.length)} attempt={attempt} gaps={gaps} />
        <DraftNotice restored={restored} onStartOver={startOver} />
        {props.intro && <p className="text-sm text-ink-3">{props.intro}</p>}
        {props.renderBefore?.(values, set, errors)}
        {asked.map((spec) => (
          <FileField
            key={spec.name}
            spec={spec}
            value={values[spec.name] ?? ''}
            error={errors[spec.name]}
            onChange={(value) => set({ [spec.name]: value })}
          />
        ))}
        {props.renderAfter?.(values)}
        {props.footnote}
      </SheetForm>
    </Sheet>
  )
}

/** Instead of a sheet whose record is not here. */
export function MissingSheet({ title, onClose }: { title: string; onClose: () => void }) {
  const texts = useMessages().customerFile
  return (
    <Sheet open onClose={onClose} title={title} size="sm">
      <EmptyState title={texts.notFound} />
    </Sheet>
  )
}
