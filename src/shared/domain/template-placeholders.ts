import type { Customer } from './customer.ts'

/** What stands in a template for words that differ from one message to the next; written `{称呼}` in every language of the screens. */
export const placeholders = ['称呼', '客户经理', '网点'] as const
export type Placeholder = (typeof placeholders)[number]
export type PlaceholderValues = Record<Placeholder, string>

/** Braces of both widths: an input method for Chinese writes wide ones. */
const inBraces = /[{｛](?<name>[^{}｛｝]*)[}｝]/gu
const brace = /[{}｛｝]/u

/** A placeholder as it stands in a template. */
export function written(placeholder: Placeholder): string {
  return `{${placeholder}}`
}

/** The template with its placeholders filled; what is no placeholder stays as it is. */
export function filledTemplate(text: string, values: PlaceholderValues): string {
  return text.replaceAll(inBraces, (whole, name: string) => {
    const known = placeholders.find((each) => each === name.trim())
    return known === undefined ? whole : values[known]
  })
}

/** What stands in braces and is no placeholder, and a brace without its other one; each once. */
export function unknownPlaceholders(text: string): string[] {
  const found = new Set<string>()
  const rest = text.replaceAll(inBraces, (whole, name: string) => {
    if (!placeholders.some((each) => each === name.trim())) found.add(whole)
    return ''
  })
  const alone = brace.exec(rest)?.[0]
  if (alone !== undefined) found.add(alone)
  return [...found]
}

/** {称呼}: as the card says, else the name with 先生 or 女士, else the name alone. */
export function salutationFor({
  name,
  salutation,
  gender,
}: Pick<Customer, 'name' | 'salutation' | 'gender'>): string {
  if (salutation !== undefined && salutation.trim() !== '') return salutation.trim()
  if (gender === undefined) return name
  return name + (gender === 'female' ? '女士' : '先生')
}
