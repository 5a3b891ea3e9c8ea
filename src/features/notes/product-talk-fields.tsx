import { useEffect, useRef } from 'react'
import { useController, useFormContext } from 'react-hook-form'
import { civilDateParts } from '#shared/domain/civil-date.ts'
import { disclosureWays } from '#shared/domain/product-talk.ts'
import { mayRecommend, productGrades, type Suitability } from '#shared/domain/suitability.ts'
import { useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Banner } from '#ui/banner.tsx'
import { ChoiceChips, MultiChips } from '#ui/chips.tsx'
import { TextArea } from '#ui/text-area.tsx'
import type { NoteFormValues } from './note-form.ts'
import { needsCareForOthers } from './other-customers.ts'
import {
  asksAboutProduct,
  asksForCare,
  judgeTalk,
  talkKind,
  type TalkContext,
} from './product-talk-form.ts'
import { SuitabilityContext } from './suitability-context.tsx'
import { useFieldErrorText } from './use-field-error-text.ts'

/** What a note about a product says of it: which grade, recommended or not, and how the risk was disclosed. */
export function ProductTalkFields(props: { customerId: string; context: TalkContext }) {
  const { messages } = useLanguage()
  const texts = messages.suitability
  const words = messages.domain
  const errorText = useFieldErrorText()
  const values = useFormContext<NoteFormValues>().watch()
  const grade = useController<NoteFormValues, 'productGrade'>({ name: 'productGrade' })
  const kind = useController<NoteFormValues, 'productKind'>({ name: 'productKind' })
  const disclosed = useController<NoteFormValues, 'disclosed'>({ name: 'disclosed' })
  const care = useController<NoteFormValues, 'extraCare'>({ name: 'extraCare' })
  const { context } = props
  const judged = judgeTalk(values, context)
  const isAsked = asksAboutProduct(values, context.opened)
  const isBlocked = !mayRecommend(judged) && judged.state !== 'grade-missing'
  const isUndecided = !isAsked || (judged.state === 'grade-missing' && kind.field.value === '')
  const isRecommended = isAsked && talkKind(values, judged) === 'recommended'
  return (
    <>
      <SuitabilityContext customerId={props.customerId} facts={context.facts} />
      <ChoiceChips
        {...grade.field}
        label={texts.grade}
        required={isRecommended}
        description={grade.field.value === '' ? texts.gradeHint : undefined}
        options={productGrades.map((value) => ({ value, label: value }))}
        error={errorText(grade.fieldState.error)}
      />
      {context.facts.loaded && <Verdict judged={judged} />}
      <ChoiceChips
        {...kind.field}
        // What counts, not what was chosen: a product above the capacity of the customer switches it.
        value={isUndecided ? '' : talkKind(values, judged)}
        label={texts.kind}
        options={(['recommended', 'enquiry'] as const).map((value) => ({
          value,
          label: words.productTalk[value],
          disabled: value === 'recommended' && isBlocked,
        }))}
      />
      <MultiChips
        {...disclosed.field}
        label={texts.disclosed}
        required={isRecommended}
        options={disclosureWays.map((value) => ({ value, label: words.disclosureWay[value] }))}
        error={errorText(disclosed.fieldState.error)}
      />
      {(asksForCare(values, judged) || needsCareForOthers(values, context)) && (
        <TextArea
          {...care.field}
          label={texts.extraCare}
          required={isRecommended}
          placeholder={texts.extraCareHint}
          rows={2}
          error={errorText(care.fieldState.error)}
        />
      )}
    </>
  )
}

/** In plain words what follows from grade and assessment; announced when it changes. */
function Verdict({ judged }: { judged: Suitability }) {
  const { language, messages } = useLanguage()
  const { verdict } = messages.suitability
  const presentYear = civilDateParts(useToday()).year
  const text = () => {
    switch (judged.state) {
      case 'grade-missing':
        return null
      case 'not-assessed':
      case 'undated':
      case 'assessed-later':
        return verdict[judged.state]
      case 'expired':
        return verdict.expired(formatDate(language, judged.until, { presentYear }))
      case 'extra-care':
        return verdict['extra-care'](judged.grade)
      case 'above-capacity':
      case 'may-recommend':
        return verdict[judged.state](judged.capacity, judged.grade)
    }
  }
  const words = text()
  const place = useRef<HTMLDivElement>(null)
  // What follows from a press must not lie below the edge of the sheet.
  useEffect(() => {
    if (words !== null) place.current?.scrollIntoView({ block: 'nearest' })
  }, [words])
  if (words === null) return null
  return (
    <div ref={place} className="scroll-my-4">
      <Banner tone={judged.state === 'may-recommend' ? 'info' : 'warning'} shape="card">
        {words}
      </Banner>
    </div>
  )
}
