import { type ReactNode, useId, useState } from 'react'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import type { PublishRulesRequest } from '#shared/protocol/rule-message.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import { Button } from '#ui/button.tsx'
import { DateField, type DateFieldProps } from '#ui/date-field.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { Sheet, type SheetProps } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'

/** What every sheet that changes rules needs. */
export interface RulesSheetProps<Rules> {
  api: Pick<AdminApi, 'publishRules'>
  inForce: Rules
  today: CivilDate
  onClose(): void
}

/** Publishes a version of the rules from a day on. */
export function usePublish({ api, today, onClose }: Omit<RulesSheetProps<unknown>, 'inForce'>) {
  const { language, messages } = useLanguage()
  const texts = useAdminMessages().rules
  const [trouble, setTrouble] = useState<string | null>(null)
  return {
    /** What went wrong the last time. */
    trouble,
    /** The catalogue's words for an error code of the form. */
    errorText: (code: string | undefined) =>
      code === undefined ? undefined : (texts.errors[code] ?? messages.app.fieldErrors[code]),
    /** Closes the sheet when it worked; `onPast`: the day has passed. */
    async publish(request: PublishRulesRequest, onPast: (code: string) => void): Promise<void> {
      setTrouble(null)
      if (request.effectiveFrom < today) return onPast('day-has-passed')
      const answer = await api.publishRules(request)
      if (answer.ok) {
        toast({ text: texts.published(formatDate(language, request.effectiveFrom)), tone: 'done' })
        onClose()
      } else setTrouble(answer.error.type === 'unreachable' ? texts.offline : texts.failed)
    },
  }
}

/** The frame of a sheet that publishes rules. */
export function PublishSheet(props: {
  title: string
  size?: SheetProps['size']
  busy: boolean
  trouble: string | null
  /** As it stands in the form, nothing is otherwise than now. */
  unchanged?: boolean
  onSubmit: () => Promise<void>
  onClose: () => void
  children: ReactNode
}) {
  const { messages } = useLanguage()
  const texts = useAdminMessages().rules
  const formId = useId()
  return (
    <Sheet
      open
      onClose={props.onClose}
      {...(props.size === undefined ? {} : { size: props.size })}
      title={props.title}
      footer={
        <>
          <Button tone="soft" onPress={props.onClose}>
            {messages.app.cancel}
          </Button>
          <Button type="submit" form={formId} busy={props.busy}>
            {texts.publish}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-5 pt-2"
        onSubmit={(event) => {
          event.preventDefault()
          void props.onSubmit()
        }}
      >
        {props.trouble !== null && <FormTrouble>{props.trouble}</FormTrouble>}
        {props.children}
        <p aria-live="polite" className="text-sm text-ink-3 empty:hidden">
          {props.unchanged && texts.previewNone}
        </p>
      </form>
    </Sheet>
  )
}

/** Whether the rules of a form stand as they were given to it. */
export function isUnchanged(rules: unknown, given: unknown): boolean {
  return JSON.stringify(rules) === JSON.stringify(given)
}

/** From which day on. */
export function EffectiveFromField(props: Omit<DateFieldProps, 'label' | 'description'>) {
  const texts = useAdminMessages().rules
  return (
    <DateField
      {...props}
      required
      label={texts.effectiveFrom}
      description={texts.effectiveFromText}
    />
  )
}
