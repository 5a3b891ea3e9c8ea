import { Trash2 } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { tiers } from '#shared/domain/customer.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { type TemplateOccasion, templateOccasions, templateTones } from '#shared/domain/template.ts'
import {
  useCommit,
  useDraft,
  useIsLoaded,
  useNewId,
  useRecord,
  useSession,
  useStorageTrouble,
  type DraftHandle,
} from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { useTemplateMessages } from '#i18n/templates/use-template-messages.ts'
import { Button } from '#ui/button.tsx'
import { DraftNotice } from '#ui/draft-notice.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { ErrorSummary } from '#ui/error-summary.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { Select } from '#ui/select.tsx'
import { SheetForm } from '#ui/sheet-form.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { Switch } from '#ui/switch.tsx'
import { toast } from '#ui/toast.tsx'
import {
  changeTemplate,
  createTemplate,
  TemplateDraft,
  templateGaps,
  type TemplateValues,
  templateValuesOf,
} from './template-form.ts'
import { ShownTemplate } from './shown-template.tsx'
import { TemplatePreview } from './template-preview.tsx'
import { TemplateTextField } from './template-text-field.tsx'
import { useFaultText } from './use-fault-text.ts'
import { useTemplateActions } from './use-template-actions.ts'

interface TemplateSheetProps {
  /** A new one without. */
  templateId: string | undefined
  /** Of a new one: what the list was about. */
  occasion: TemplateOccasion | null
  footnote?: ReactNode
  onClose: () => void
}

/** R26: a template, to be written or changed; one that only others may change is shown. */
export function TemplateSheet(props: TemplateSheetProps) {
  const texts = useTemplateMessages()
  const loaded = useIsLoaded()
  const { mayChange, place } = useTemplateActions()
  const template = useRecord('template', props.templateId)
  const isHere = template !== undefined && template.archivedAt === undefined
  const draft = useDraft(
    props.templateId === undefined ? 'new-template' : `template:${props.templateId}`,
    TemplateDraft,
  )
  const title = props.templateId === undefined ? texts.newTitle : texts.editTitle
  if (props.templateId !== undefined && !isHere && loaded) {
    return (
      <Sheet open onClose={props.onClose} title={title} size="sm">
        <EmptyState title={texts.missing} />
      </Sheet>
    )
  }
  if (!draft.loaded || (props.templateId !== undefined && !isHere)) {
    return (
      <Sheet open onClose={props.onClose} title={title}>
        <SkeletonRows count={3} />
      </Sheet>
    )
  }
  if (isHere && !mayChange(template)) {
    return <ShownTemplate {...props} template={template} title={title} />
  }
  const fresh: TemplateValues = {
    place: 'branchId' in place ? 'branch' : 'own',
    occasion: props.occasion ?? '',
    tone: 'warm',
    tier: '',
    text: '',
    active: true,
  }
  return (
    <OpenedTemplate
      {...props}
      title={title}
      template={isHere ? template : undefined}
      initial={isHere ? templateValuesOf(template.data) : fresh}
      draft={draft}
    />
  )
}

interface OpenedTemplateProps extends TemplateSheetProps {
  title: string
  template: RecordOf<'template'> | undefined
  initial: TemplateValues
  draft: DraftHandle<TemplateDraft>
}

function OpenedTemplate({ title, template, initial, draft, ...props }: OpenedTemplateProps) {
  const messages = useMessages()
  const texts = useTemplateMessages()
  const session = useSession()
  const commit = useCommit()
  const trouble = useStorageTrouble()
  const newId = useNewId()
  const formId = useId()
  const actions = useTemplateActions()
  const faultText = useFaultText()
  const [opened, setOpened] = useState(draft.value?.opened ?? initial)
  const [values, setValues] = useState(draft.value?.values ?? initial)
  const [restored, setRestored] = useState(draft.value !== undefined)
  const [attempt, setAttempt] = useState(0)
  const [busy, setBusy] = useState(false)
  const gaps = templateGaps(values)
  const errors = useErrorTexts(attempt > 0 ? gaps : {})
  // What must not be said is told at once, not when it is saved.
  const wording = faultText(values.text)
  const set = (change: Partial<TemplateValues>) => {
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
    if (busy || Object.keys(gaps).length > 0) return
    setBusy(true)
    const place =
      values.place === 'branch' ? { branchId: session.branchId } : { ownerId: session.staffId }
    const result = await commit(
      template === undefined
        ? createTemplate(newId(), values, place)
        : changeTemplate(template.id, { opened, values }),
    )
    setBusy(false)
    if (!result.ok) {
      toast({ tone: 'danger', text: messages.storage.notSaved(trouble()) })
      return
    }
    await draft.remove()
    toast({ tone: 'done', text: messages.app.savedHere })
    props.onClose()
  }
  const named = [
    { name: 'occasion', label: texts.occasion },
    { name: 'text', label: texts.content },
  ].filter(({ name }) => attempt > 0 && gaps[name] !== undefined)
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={title}
      footer={
        <>
          {template && (
            <Button
              tone="ghost"
              icon={Trash2}
              onPress={() => {
                void draft.remove()
                actions.remove(template)
                props.onClose()
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
        <ErrorSummary title={messages.app.gaps(named.length)} attempt={attempt} gaps={named} />
        <DraftNotice restored={restored} onStartOver={startOver} />
        {template === undefined && session.role === 'lead' && (
          <Segmented
            label={texts.place}
            description={texts.placeText[values.place]}
            options={[
              { value: 'branch', label: texts.ofBranch },
              { value: 'own', label: texts.own },
            ]}
            value={values.place}
            onChange={(place) => set({ place })}
          />
        )}
        <Select
          name="occasion"
          label={texts.occasion}
          placeholder={texts.chooseOccasion}
          required
          options={templateOccasions.map((value) => ({
            value,
            label: messages.domain.templateOccasion[value],
          }))}
          value={values.occasion}
          error={errors['occasion']}
          onChange={(occasion) => set({ occasion })}
        />
        <TemplateTextField
          value={values.text}
          error={wording ?? errors['text']}
          onChange={(text) => set({ text })}
        />
        {wording === undefined && <TemplatePreview text={values.text} />}
        <Segmented
          label={texts.tone}
          options={templateTones.map((value) => ({
            value,
            label: messages.domain.templateTone[value],
          }))}
          value={values.tone}
          onChange={(tone) => set({ tone })}
        />
        <Select
          label={texts.tier}
          placeholder={texts.allTiers}
          noneLabel={texts.allTiers}
          options={tiers.map((value) => ({ value, label: messages.domain.tier[value] }))}
          value={values.tier}
          onChange={(tier) => set({ tier })}
        />
        {template && (
          <Switch
            label={texts.active}
            description={texts.activeText}
            value={values.active}
            onChange={(active) => set({ active })}
          />
        )}
        {template === undefined && session.role !== 'lead' && (
          <p className="text-sm text-ink-3">{texts.placeText.own}</p>
        )}
        {template && props.footnote}
      </SheetForm>
    </Sheet>
  )
}

function useErrorTexts(gaps: Record<string, string>): Record<string, string | undefined> {
  const { fieldErrors } = useMessages().app
  return Object.fromEntries(
    Object.entries(gaps).map(([field, code]) => [
      field,
      fieldErrors[code] ?? fieldErrors['invalid'],
    ]),
  )
}
