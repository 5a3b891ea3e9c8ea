import { X } from 'lucide-react'
import { useController, useWatch } from 'react-hook-form'
import { assessmentKey } from '#shared/domain/risk-assessments.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { CustomerFormValues } from './customer-form-values.ts'

/** Invariant 12: the assessments of before, which count for how often one may be made; one written down by mistake is taken off. */
export function FormerAssessmentsField() {
  const { language, messages } = useLanguage()
  const texts = messages.profile
  const { field } = useController<CustomerFormValues, 'riskAssessments'>({
    name: 'riskAssessments',
  })
  const [on, level] = useWatch<CustomerFormValues, ['riskAssessedOn', 'riskLevel']>({
    name: ['riskAssessedOn', 'riskLevel'],
  })
  const former = field.value.filter((each) => each.on !== on || each.level !== level)
  if (former.length === 0) return null
  return (
    <fieldset className="grid min-w-0 gap-2 md:col-span-2">
      <legend className="pb-1.5 text-sm font-medium text-ink-2">{texts.formerAssessments}</legend>
      <ul className="flex flex-wrap gap-2">
        {former.map((each) => {
          const words = `${formatDate(language, each.on, { presentYear: 0 })} ${each.level}`
          return (
            <li key={assessmentKey(each)}>
              <button
                type="button"
                aria-label={texts.removeAssessment(words)}
                title={texts.removeAssessment(words)}
                onClick={() => field.onChange(field.value.filter((other) => other !== each))}
                className="tnum inline-flex min-h-11 cursor-pointer items-center gap-1.5 rounded-full bg-sunken px-4 text-ink-2 hover:bg-line md:min-h-9"
              >
                {words}
                <X size={16} className="shrink-0" aria-hidden />
              </button>
            </li>
          )
        })}
      </ul>
      <p className="text-sm text-ink-3">{texts.formerAssessmentsText}</p>
    </fieldset>
  )
}
