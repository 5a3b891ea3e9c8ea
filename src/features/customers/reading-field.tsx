import { useEffect, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { normaliseName } from '#shared/domain/person-name.ts'
import { searchKeysFor } from '#replica/search/build-search-keys.ts'
import { useMessages } from '#i18n/language.tsx'
import { BoundText } from './bound-fields.tsx'
import type { CustomerFormValues } from './customer-form-values.ts'

/** The pinyin by which the customer will be found; shown as recognised, corrected by typing over it. */
export function ReadingField() {
  const texts = useMessages().customers
  const name = useWatch<CustomerFormValues, 'name'>({ name: 'name' })
  const reading = useRecognisedReading(name)
  return (
    <BoundText
      name="reading"
      label={texts.reading}
      placeholder={reading}
      description={
        reading === '' ? texts.readingWaiting : `${texts.readingAuto(reading)}。${texts.readingFix}`
      }
    />
  )
}

/** How a name is read by itself; '' while it is unknown. */
export function useRecognisedReading(name: string): string {
  const wanted = normaliseName(name)
  const [found, setFound] = useState({ name: '', reading: '' })
  useEffect(() => {
    let current = true
    if (wanted === '') return undefined
    searchKeysFor(wanted)
      .then(({ full }) => current && setFound({ name: wanted, reading: full }))
      // Without the dictionary the field just has no proposal; saving says what that means.
      .catch(() => current && setFound({ name: wanted, reading: '' }))
    return () => {
      current = false
    }
  }, [wanted])
  return wanted === '' ? '' : found.name === wanted ? found.reading : ''
}
