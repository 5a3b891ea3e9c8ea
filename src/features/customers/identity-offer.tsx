import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { civilDateParts, type CivilDate } from '#shared/domain/civil-date.ts'
import { isElderly } from '#shared/domain/elderly.ts'
import type { IdentityNumber } from '#shared/domain/identity-number.ts'
import { useBy, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useIdentityMessages } from '#i18n/identity/use-identity-messages.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import type { CustomerFormValues } from './customer-form-values.ts'

/** What a number says of its holder, as long as the form is open. */
export type SeenInNumber = Pick<IdentityNumber, 'bornOn' | 'gender'>

/** What is not known of the customer yet and can be filled in. */
interface Fill {
  birthday?: CivilDate
  gender?: SeenInNumber['gender']
  senior?: true
}

/** One line that offers what the number says: birthday, gender, care from 65. Nothing of it is filled in unasked. */
export function IdentityOffer(props: { customerId: string | null; seen: SeenInNumber | null }) {
  const texts = useIdentityMessages()
  const { language, messages } = useLanguage()
  const { domain } = messages
  const { getValues, setValue } = useFormContext<CustomerFormValues>()
  const [filled, setFilled] = useState<Fill | null>(null)
  const offered = useOffered(props)
  const birthday = useWatch<CustomerFormValues, 'idBirthday'>({ name: 'idBirthday' })
  // A draft that came back has no number any more, and still the birthday that is going to be added.
  const done = filled ?? (birthday === '' ? null : { birthday })
  const shown = done ?? offered
  if (Object.keys(shown).length === 0) return null
  const facts = [
    shown.birthday && texts.born(formatDate(language, shown.birthday, { presentYear: 0 })),
    shown.gender && domain.gender[shown.gender],
    shown.senior && texts.senior,
  ]
    .filter(Boolean)
    .join(texts.comma)
  const fill = () => {
    setFilled(offered)
    const { specialCare } = getValues()
    if (offered.birthday) setValue('idBirthday', offered.birthday, changed)
    if (offered.gender) setValue('gender', offered.gender, changed)
    if (offered.senior) setValue('specialCare', [...specialCare, 'senior'], changed)
  }
  const undo = () => {
    setFilled(null)
    const { gender, specialCare } = getValues()
    setValue('idBirthday', '', changed)
    if (done?.gender && gender === done.gender) setValue('gender', '', changed)
    if (done?.senior) {
      const others = specialCare.filter((care) => care !== 'senior')
      setValue('specialCare', others, changed)
    }
  }
  return (
    <div className="mt-2">
      <p className="flex flex-wrap items-center gap-x-2">
        <output className="tnum min-w-0">
          {done === null ? texts.offer(facts) : texts.filled(facts)}
        </output>
        <span className="max-md:-ml-3">
          <Button
            tone="ghost"
            size="sm"
            aria-label={done === null ? texts.fillOf(facts) : texts.undoOf(facts)}
            onPress={done === null ? fill : undo}
          >
            {done === null ? texts.fill : texts.undo}
          </Button>
        </span>
      </p>
      {shown.birthday && <p className="text-sm text-ink-3">{texts.bornText}</p>}
    </div>
  )
}

const changed = { shouldDirty: true } as const

function useOffered({
  customerId,
  seen,
}: {
  customerId: string | null
  seen: SeenInNumber | null
}): Fill {
  const today = useToday()
  const dates = useBy('important-date.customer', customerId ?? '')
  const [gender, specialCare] = useWatch<CustomerFormValues, ['gender', 'specialCare']>({
    name: ['gender', 'specialCare'],
  })
  if (seen === null) return {}
  const hasBirthday = dates.some(({ data }) => data.kind === 'birthday')
  const born = { kind: 'birthday' as const, ...civilDateParts(seen.bornOn) }
  const isSenior = isElderly({ specialCare: [] }, [born], today)
  return {
    ...(hasBirthday ? {} : { birthday: seen.bornOn }),
    ...(gender === '' ? { gender: seen.gender } : {}),
    ...(isSenior && !specialCare.includes('senior') ? { senior: true } : {}),
  }
}
