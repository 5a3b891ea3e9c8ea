import { Plus, X } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { useController } from 'react-hook-form'
import { useMessages } from '#i18n/language.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useErrorText } from './bound-fields.tsx'
import type { CustomerFormValues } from './customer-form-values.ts'

/** Short words as chips: Enter, a comma or leaving the field adds what is typed. */
export function WordListField(props: {
  name: 'likes' | 'taboos' | 'aliases' | 'tags'
  label: string
  placeholder: string
  description?: string
}) {
  const texts = useMessages().customers
  const {
    field: { ref, value: words, onChange, onBlur },
    fieldState,
  } = useController<CustomerFormValues, typeof props.name>({
    name: props.name,
  })
  const [typed, setTyped] = useState('')
  const add = (text: string) => {
    const fresh = wordsIn(text).filter((word) => !words.includes(word))
    if (fresh.length > 0) onChange([...words, ...new Set(fresh)])
    setTyped('')
  }
  const onKey = (event: KeyboardEvent) => {
    // Enter that ends a pinyin composition chooses a word; it does not add one.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || typed.trim() === '') return
    event.preventDefault()
    add(typed)
  }
  return (
    <div className="min-w-0">
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the key is that of the field inside */}
      <div onKeyDown={onKey}>
        <TextField
          ref={ref}
          name={props.name}
          label={props.label}
          placeholder={props.placeholder}
          description={props.description}
          value={typed}
          onChange={(text) => (separator.test(text) ? add(text) : setTyped(text))}
          onBlur={() => {
            add(typed)
            onBlur()
          }}
          suffix={
            typed.trim() === '' ? undefined : (
              <button
                type="button"
                aria-label={texts.addWord}
                title={texts.addWord}
                onClick={() => add(typed)}
                className="-mr-3 grid size-11 cursor-pointer place-items-center rounded-sm text-primary"
              >
                <Plus size={20} aria-hidden />
              </button>
            )
          }
          error={useErrorText(fieldState.error?.message)}
        />
      </div>
      {words.length > 0 && (
        <ul className="mt-2 flex flex-wrap gap-2" aria-label={props.label}>
          {words.map((word) => (
            <li
              key={word}
              className="flex min-h-11 min-w-0 items-center rounded-md bg-sunken pl-3 md:min-h-9"
            >
              <span className="min-w-0 py-1 wrap-anywhere">{word}</span>
              <button
                type="button"
                aria-label={texts.removeWord(word)}
                title={texts.removeWord(word)}
                onClick={() => onChange(words.filter((each) => each !== word))}
                className="grid size-11 shrink-0 cursor-pointer place-items-center rounded-md text-ink-3 hover:text-ink md:size-9"
              >
                <X size={16} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const separator = /[,，、;；\n]/u

function wordsIn(text: string): string[] {
  return text
    .split(separator)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
