import { useId } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useMessages } from '#i18n/language.tsx'
import { useTemplateMessages } from '#i18n/templates/use-template-messages.ts'

/** One of the templates that fit, with the words as this customer would read them; what was written for his tier says so. */
export function TemplateChoice(props: {
  templates: readonly RecordOf<'template'>[]
  chosenId: string | undefined
  fill: (text: string) => string
  onChoose: (template: RecordOf<'template'>) => void
}) {
  const texts = useTemplateMessages()
  const name = useId()
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium text-ink-2">{texts.choose}</legend>
      <div className="grid max-h-64 gap-2 overflow-y-auto overscroll-contain">
        {props.templates.map((template) => (
          <label key={template.id} className={lineClass}>
            <input
              type="radio"
              autoComplete="off"
              name={name}
              className="mt-1 size-4 shrink-0 accent-primary"
              checked={template.id === props.chosenId}
              onChange={() => props.onChoose(template)}
            />
            <TemplateWords template={template} text={props.fill(template.data.text)} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const lineClass =
  'relative flex min-h-11 cursor-pointer items-start gap-3 rounded-md border border-line-strong px-3 py-2 has-checked:border-primary has-checked:bg-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-primary'

function TemplateWords({ template, text }: { template: RecordOf<'template'>; text: string }) {
  const { domain } = useMessages()
  const texts = useTemplateMessages()
  const { tone, tier, ownerId } = template.data
  const about = [
    domain.templateTone[tone],
    ...(tier === undefined ? [] : [domain.tier[tier]]),
    ...(ownerId === undefined ? [] : [texts.own]),
  ]
  return (
    <span className="min-w-0">
      <span className="clamp-2 wrap-anywhere">{text}</span>
      <span className="block text-sm text-ink-2">{about.join(' · ')}</span>
    </span>
  )
}
