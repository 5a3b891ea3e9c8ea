import { Plus } from 'lucide-react'
import { useRef } from 'react'
import { placeholders, written } from '#shared/domain/template-placeholders.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { useTemplateMessages } from '#i18n/templates/use-template-messages.ts'
import { Button } from '#ui/button.tsx'
import { TextArea } from '#ui/text-area.tsx'

/** The words of a template; a tap puts a placeholder where the cursor stands. */
export function TemplateTextField(props: {
  value: string
  error: string | undefined
  onChange: (text: string) => void
}) {
  const texts = useTemplateMessages()
  const area = useRef<HTMLTextAreaElement>(null)
  const { value, onChange } = props
  const insert = (word: string) => {
    const box = area.current
    const [from, to] = [box?.selectionStart ?? value.length, box?.selectionEnd ?? value.length]
    onChange(value.slice(0, from) + word + value.slice(to))
    requestAnimationFrame(() => {
      box?.focus()
      box?.setSelectionRange(from + word.length, from + word.length)
    })
  }
  return (
    <div className="grid gap-2">
      <TextArea
        ref={area}
        name="text"
        label={texts.content}
        placeholder={texts.contentHint}
        rows={5}
        required
        max={value.length > textLimits.paragraph - 500 ? textLimits.paragraph : undefined}
        value={value}
        error={props.error}
        onChange={onChange}
      />
      <fieldset className="flex min-w-0 flex-wrap gap-2">
        <legend className="sr-only">{texts.insertLabel}</legend>
        {placeholders.map((each) => (
          <Button
            key={each}
            tone="soft"
            size="sm"
            icon={Plus}
            aria-label={texts.insert(texts.placeholderNames[each])}
            onPress={() => insert(written(each))}
          >
            {texts.placeholderNames[each]}
          </Button>
        ))}
      </fieldset>
    </div>
  )
}
