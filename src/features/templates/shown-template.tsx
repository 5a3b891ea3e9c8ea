import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { wordingFaults } from '#shared/domain/template-wording.ts'
import { useMessages } from '#i18n/language.tsx'
import { useTemplateMessages } from '#i18n/templates/use-template-messages.ts'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TemplatePreview } from './template-preview.tsx'
import { useTemplateActions } from './use-template-actions.ts'

/** One that is only to be read: it may be copied and changed then. */
export function ShownTemplate({
  template,
  title,
  ...props
}: {
  template: RecordOf<'template'>
  title: string
  footnote?: ReactNode
  onClose: () => void
}) {
  const { domain } = useMessages()
  const texts = useTemplateMessages()
  const { copyAsOwn } = useTemplateActions()
  const { occasion, tone, tier, text } = template.data
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={title}
      description={[
        domain.templateOccasion[occasion],
        domain.templateTone[tone],
        tier === undefined ? texts.allTiers : domain.tier[tier],
      ].join(' · ')}
      footer={
        // What has to be changed is nobody's to copy as it is.
        wordingFaults(text).length === 0 && (
          <Button
            icon={Copy}
            onPress={() => {
              copyAsOwn(template)
              props.onClose()
            }}
          >
            {texts.copyAsOwn}
          </Button>
        )
      }
    >
      <div className="grid gap-4 pt-2">
        <Banner tone="info" shape="card">
          {texts.readOnly}
        </Banner>
        <TemplatePreview text={text} />
        {props.footnote}
      </div>
    </Sheet>
  )
}
