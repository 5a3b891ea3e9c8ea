import { useWatch } from 'react-hook-form'
import { promisingWords } from '#shared/domain/promising-words.ts'
import { useMessages } from '#i18n/language.tsx'
import { Banner } from '#ui/banner.tsx'
import type { NoteFormValues } from './note-form.ts'

/** R26: names words that promise what nobody may promise. It warns and never stands in the way. */
export function PromiseWarning() {
  const texts = useMessages().suitability
  const purpose = useWatch<NoteFormValues, 'purpose'>({ name: 'purpose' })
  const text = useWatch<NoteFormValues, 'text'>({ name: 'text' })
  const words = purpose.includes('product') ? promisingWords(text) : []
  if (words.length === 0) return null
  return (
    <Banner tone="warning" shape="card">
      {texts.promising(texts.quote(words))}
    </Banner>
  )
}
