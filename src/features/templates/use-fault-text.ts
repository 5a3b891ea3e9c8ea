import { placeholders, written } from '#shared/domain/template-placeholders.ts'
import { wordingFaults } from '#shared/domain/template-wording.ts'
import { useTemplateMessages } from '#i18n/templates/use-template-messages.ts'

/** R26: what is wrong with the words of a text, in one line; undefined: nothing. */
export function useFaultText(): (text: string) => string | undefined {
  const texts = useTemplateMessages()
  const known = placeholders.map(written).join(' ')
  return (text) => {
    const lines = wordingFaults(text).map(({ kind, word }) => texts.fault[kind](word, known))
    return lines.length === 0 ? undefined : lines.join(texts.between)
  }
}
