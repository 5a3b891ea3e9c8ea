import { filledTemplate } from '#shared/domain/template-placeholders.ts'
import { useSession } from '#replica/use-replica.ts'
import { useTemplateMessages } from '#i18n/templates/use-template-messages.ts'

/** The template as a customer would read it, with an example for the salutation. */
export function TemplatePreview({ text }: { text: string }) {
  const texts = useTemplateMessages()
  const { name, branchName } = useSession()
  if (text.trim() === '') return null
  const values = { 称呼: texts.exampleSalutation, 客户经理: name, 网点: branchName }
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1.5 text-sm font-medium text-ink-2">{texts.preview}</figcaption>
      <p className="rounded-md bg-primary-soft px-4 py-3 whitespace-pre-wrap text-on-primary-soft wrap-anywhere">
        {filledTemplate(text.trim(), values)}
      </p>
      <p className="mt-1.5 text-sm text-ink-3">{texts.previewHint}</p>
    </figure>
  )
}
