import type { Tier } from '#shared/domain/customer.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { type TemplateOccasion, templateOccasions } from '#shared/domain/template.ts'
import { wordingFaults } from '#shared/domain/template-wording.ts'

type OneTemplate = RecordOf<'template'>

/** By occasion as they come in the year; those in use first, then the latest. The same on every device. */
export function sortedTemplates(templates: readonly OneTemplate[]): OneTemplate[] {
  return templates.toSorted(
    (one, other) =>
      orderOf(one) - orderOf(other) ||
      Number(other.data.active) - Number(one.data.active) ||
      other.createdAt - one.createdAt ||
      (one.id < other.id ? -1 : 1),
  )
}

function orderOf({ data }: OneTemplate): number {
  return templateOccasions.indexOf(data.occasion)
}

/** Those whose words, as a reader finds them, hold every word that is looked for; forms of other widths are alike. */
export function foundTemplates(
  templates: readonly OneTemplate[],
  find: string,
  wordsOf: (template: OneTemplate) => string,
): OneTemplate[] {
  const wanted = alike(find).split(/\s+/u).filter(Boolean)
  return templates.filter((template) => {
    const words = alike(wordsOf(template))
    return wanted.every((each) => words.includes(each))
  })
}

function alike(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/**
 * What may be sent to a customer of a tier on an occasion: in use, without faults (a rule may be stricter than when it was written),
 * and not for another tier. What was written for the tier comes first.
 */
export function templatesFor(
  templates: readonly OneTemplate[],
  occasion: TemplateOccasion,
  tier: Tier,
): OneTemplate[] {
  const fitting = templates.filter(
    ({ data }) =>
      data.active &&
      data.occasion === occasion &&
      (data.tier === undefined || data.tier === tier) &&
      wordingFaults(data.text).length === 0,
  )
  return sortedTemplates(fitting).toSorted(
    (one, other) => Number(other.data.tier === tier) - Number(one.data.tier === tier),
  )
}
