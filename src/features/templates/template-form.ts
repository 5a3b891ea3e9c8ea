import * as z from 'zod/mini'
import { tiers } from '#shared/domain/customer.ts'
import { forbiddenText } from '#shared/domain/forbidden-text.ts'
import { type Template, templateOccasions, templateTones } from '#shared/domain/template.ts'
import { wordingFaults } from '#shared/domain/template-wording.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { create, patch, type ChangeRequest } from '#replica/replica.ts'

/** A template as its form holds it; `''` is nothing. */
const TemplateValues = z.object({
  place: z.enum(['branch', 'own']),
  occasion: z.enum([...templateOccasions, '']),
  tone: z.enum(templateTones),
  tier: z.enum([...tiers, '']),
  text: z.string(),
  active: z.boolean(),
})
export type TemplateValues = z.infer<typeof TemplateValues>

/** The form as it is kept, with what it said when it was opened (ME1). */
export const TemplateDraft = z.object({ opened: TemplateValues, values: TemplateValues })
export type TemplateDraft = z.infer<typeof TemplateDraft>

/** Where a template lies: in the branch, or with a colleague. */
export type TemplatePlace = { branchId: string } | { ownerId: string }

export function templateValuesOf(template: Template): TemplateValues {
  const { ownerId, occasion, tone, tier = '', text, active } = template
  return { place: ownerId === undefined ? 'branch' : 'own', occasion, tone, tier, text, active }
}

/** Codes of what keeps a template from being saved, by field; what its words must not say is `wording`. */
export function templateGaps({ occasion, text }: TemplateValues): Record<string, string> {
  const gaps: Record<string, string> = {}
  if (occasion === '') gaps['occasion'] = 'required'
  const code = textGap(text)
  if (code !== null) gaps['text'] = code
  return gaps
}

function textGap(text: string): string | null {
  if (text.trim() === '') return 'required'
  if (text.length > textLimits.paragraph) return 'too-long'
  return forbiddenText(text) ?? (wordingFaults(text).length > 0 ? 'wording' : null)
}

/** A new template. */
export function createTemplate(
  id: string,
  values: TemplateValues,
  place: TemplatePlace,
): ChangeRequest[] {
  const fields = fieldsOf(values)
  if (fields === null) return []
  return [create('template', id, { ...place, ...fields, text: values.text.trim() })]
}

/** What differs from what the form said when it was opened; the text goes as an edit of a text (ME4). */
export function changeTemplate(id: string, { opened, values }: TemplateDraft): ChangeRequest[] {
  const [from, to] = [fieldsOf(opened), fieldsOf(values)]
  if (from === null || to === null) return []
  const fields = patch('template', id, from, { ...to, tier: to.tier })
  const text = values.text.trim()
  const changed = fields.kind === 'patch' && Object.keys(fields.args.changes).length > 0
  return [
    ...(changed ? [fields] : []),
    ...(text === opened.text
      ? []
      : [
          {
            recordType: 'template',
            recordId: id,
            kind: 'edit-text',
            args: { field: 'text', from: opened.text, to: text },
          } as const,
        ]),
  ]
}

type Fields = Pick<Template, 'occasion' | 'tone' | 'tier' | 'active'>

/** Null for a form that is not complete. */
function fieldsOf({ occasion, tone, tier, active }: TemplateValues): Fields | null {
  if (occasion === '') return null
  return { occasion, tone, ...(tier === '' ? {} : { tier }), active }
}
