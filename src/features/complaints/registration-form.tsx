import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useEffect, useState, type KeyboardEvent } from 'react'
import { useForm, useWatch, type Control } from 'react-hook-form'
import {
  useClock,
  useCommit,
  useStorageTrouble,
  useNewId,
  useSession,
  useToday,
  type DraftHandle,
} from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { ActionBar } from '#ui/action-bar.tsx'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { ErrorSummary } from '#ui/error-summary.tsx'
import { Kbd } from '#ui/kbd.tsx'
import { useMedia } from '#ui/media.ts'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { toast } from '#ui/toast.tsx'
import { DraftNotice } from '#ui/draft-notice.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { ClockPanel, ClockStrip } from './clock-panel.tsx'
import { registerComplaint } from './commands.ts'
import { staysReadable, useGrants } from './complaint-access.ts'
import {
  ClassificationFields,
  EmotionFields,
  MatterFields,
  PersonFields,
  ReceivedOnField,
  RestrictingFields,
} from './complaint-form-fields.tsx'
import {
  receivedAt,
  registeredFacts,
  type complaintFormSchema,
  type ComplaintForm,
} from './complaint-form.ts'
import type { ComplaintFormPageProps } from './complaint-form-page.tsx'
import { CustomerField } from './customer-field.tsx'
import { complaintFieldLabels } from './field-labels.ts'

interface RegistrationFormProps extends Pick<ComplaintFormPageProps, 'onDone' | 'onCancel'> {
  schema: ReturnType<typeof complaintFormSchema>
  empty: ComplaintForm
  draft: DraftHandle<ComplaintForm>
}

/** The opened form: its draft is read. */
export function RegistrationForm({
  schema,
  empty,
  draft,
  onDone,
  onCancel,
}: RegistrationFormProps) {
  const messages = useMessages()
  const trouble = useStorageTrouble()
  const texts = messages.complaints
  const commit = useCommit()
  const session = useSession()
  const grants = useGrants()
  const newId = useNewId()
  const now = useClock()
  // Narrower than this the panel beside the form would squeeze its words.
  const narrow = useMedia('(max-width: 959.98px)')
  const [restored, setRestored] = useState(draft.value !== undefined)
  const [failed, setFailed] = useState(false)
  const { control, handleSubmit, reset, subscribe, setFocus, getValues, setValue, formState } =
    useForm<ComplaintForm>({
      defaultValues: draft.value ?? empty,
      resolver: standardSchemaResolver(schema),
    })
  const { save } = draft
  useEffect(
    () => subscribe({ formState: { values: true }, callback: ({ values }) => save(values) }),
    [subscribe, save],
  )
  useEffect(() => {
    // At a desk the hands are on the keys; on a small screen the keyboard would cover the form.
    if (!narrow) setFocus('emotion')
  }, [narrow, setFocus])

  const submit = handleSubmit(async (form) => {
    setFailed(false)
    const { complaintId, requests } = registerComplaint(form, {
      newId,
      now: now(),
      staffId: session.staffId,
      branchId: session.branchId,
    })
    const saved = await commit(requests)
    if (!saved.ok) {
      setFailed(true)
      return
    }
    await draft.remove()
    const readable = staysReadable(grants, {
      branchId: session.branchId,
      ...registeredFacts(form),
    })
    toast({ text: readable ? texts.saved : texts.restrictedGone, tone: 'done' })
    onDone(complaintId, readable)
  })
  const startOver = () => {
    reset(empty)
    setRestored(false)
    void draft.remove()
  }
  const submitByKeys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void submit()
  }

  const labels = complaintFieldLabels(texts)
  const gaps = Object.keys(formState.errors).map((name) => ({
    name,
    label: labels[name as keyof ComplaintForm],
  }))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the key does what the button below does
    <form
      noValidate
      className="page"
      onKeyDown={submitByKeys}
      onSubmit={(event) => void submit(event)}
    >
      <PageHeader title={texts.register} onBack={onCancel} />
      <Strip control={control} />
      <div className="grid gap-4 pt-4 min-[960px]:pt-0">
        <DraftNotice restored={restored} onStartOver={startOver} />
        {failed && <FormTrouble>{messages.storage.notSaved(trouble())}</FormTrouble>}
        <ErrorSummary
          title={messages.app.gaps(gaps.length)}
          gaps={gaps}
          attempt={formState.submitCount}
        />
        <div className="grid items-start gap-4 min-[960px]:grid-cols-[minmax(0,1.9fr)_minmax(0,1fr)] md:gap-5">
          <div className="grid gap-4">
            <Panel title={texts.emotion}>
              <EmotionFields control={control} />
            </Panel>
            <Panel title={texts.section.complainant}>
              <div className="grid gap-5">
                <PersonFields control={control} complaintId={null} />
                <MatterFields control={control} />
                <div className="grid gap-5 md:grid-cols-2">
                  <ReceivedOnField control={control} />
                  <CustomerField
                    // Starting over empties its box too.
                    key={String(restored)}
                    control={control}
                    getValues={getValues}
                    setValue={setValue}
                  />
                </div>
              </div>
            </Panel>
            <Panel title={texts.section.classify} count={texts.canWait}>
              <ClassificationFields control={control} />
            </Panel>
            <Panel title={texts.section.care}>
              <RestrictingFields control={control} />
              <RestrictedNote control={control} />
            </Panel>
          </div>
          <div className="sticky top-20 hidden md:block">
            <Clock control={control} />
          </div>
        </div>
        <ActionBar>
          <Button tone="soft" onPress={onCancel}>
            {messages.app.cancel}
          </Button>
          <Button type="submit" busy={formState.isSubmitting}>
            {texts.submit}
          </Button>
        </ActionBar>
        <p className="hidden justify-end gap-2 text-sm text-ink-3 lg:flex">
          <Kbd>Ctrl Enter</Kbd> {texts.submit}
        </p>
      </div>
    </form>
  )
}

/** Said while it can still be thought over: who reads the complaint once it is uploaded. */
function RestrictedNote({ control }: { control: Control<ComplaintForm> }) {
  const texts = useMessages().complaints
  const session = useSession()
  const grants = useGrants()
  const [respondent, sensitive] = useWatch({ control, name: ['respondentStaffId', 'sensitive'] })
  if (respondent === '' && sensitive.length === 0) {
    return <p className="mt-4 text-sm text-ink-3">{texts.restrictedHint}</p>
  }
  const readable = staysReadable(grants, {
    branchId: session.branchId,
    sensitive,
    ...(respondent === '' ? {} : { respondentStaffId: respondent }),
  })
  return (
    <div className="mt-4">
      <Banner tone="warning" shape="card">
        {readable ? texts.restrictedHint : texts.restrictedLeaves}
      </Banner>
    </div>
  )
}

function Clock({ control }: { control: Control<ComplaintForm> }) {
  return <ClockPanel receivedAt={useReceivedAt(control)} />
}

function Strip({ control }: { control: Control<ComplaintForm> }) {
  return <ClockStrip receivedAt={useReceivedAt(control)} />
}

function useReceivedAt(control: Control<ComplaintForm>): number {
  const receivedOn = useWatch({ control, name: 'receivedOn' })
  const today = useToday()
  const now = useClock()
  return receivedAt(receivedOn === '' ? today : receivedOn, now())
}
