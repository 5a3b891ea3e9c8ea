import type { ReactNode } from 'react'
import { useController } from 'react-hook-form'
import { maskText } from '#shared/domain/masking.ts'
import {
  assetBands,
  horizons,
  incomeBands,
  investmentPreferences,
  investorTypes,
  riskLevels,
} from '#shared/domain/profile.ts'
import { useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Panel } from '#ui/panel.tsx'
import {
  BoundArea,
  BoundDate,
  BoundMulti,
  BoundSelect,
  BoundText,
  optionsOf,
  useErrorText,
} from './bound-fields.tsx'
import { preferableChannels, type CustomerFormValues } from './customer-form-values.ts'
import { MaskedFormField } from './masked-form-field.tsx'
import { WordListField } from './word-list-field.tsx'

/** The part for the owner and the lead alone; every field may stay empty. */
export function ProfileFields({ customerId }: { customerId: string | null }) {
  const messages = useMessages()
  const texts = messages.profile
  const words = messages.domain
  const today = useToday()
  return (
    <>
      <Panel title={texts.tags} count={texts.text}>
        <WordListField
          name="tags"
          label={texts.tags}
          placeholder={texts.tagsHint}
          description={texts.tagsText}
        />
      </Panel>
      <Panel title={texts.sections.finance} count={texts.text}>
        <div className="grid gap-5 md:grid-cols-2">
          <BoundSelect
            name="riskLevel"
            label={texts.riskLevel}
            optional
            options={optionsOf(riskLevels, words.riskLevel)}
          />
          <BoundDate
            name="riskAssessedOn"
            label={texts.riskAssessedOn}
            description={texts.riskAssessedHint}
            max={today}
          />
          <MaskedPart customerId={customerId} name="incomeBand" label={texts.incomeBand}>
            <BoundSelect
              name="incomeBand"
              label={texts.incomeBand}
              optional
              options={optionsOf(incomeBands, words.incomeBand)}
            />
          </MaskedPart>
          <MaskedPart customerId={customerId} name="assetBand" label={texts.assetBand}>
            <BoundSelect
              name="assetBand"
              label={texts.assetBand}
              optional
              options={optionsOf(assetBands, words.assetBand)}
            />
          </MaskedPart>
          <BoundSelect
            name="horizon"
            label={texts.horizon}
            optional
            options={optionsOf(horizons, words.horizon)}
          />
          <BoundSelect
            name="investorType"
            label={texts.investorType}
            optional
            options={optionsOf(investorTypes, words.investorType)}
          />
          <div className="md:col-span-2">
            <BoundMulti
              name="investmentPreferences"
              label={texts.investmentPreferences}
              options={optionsOf(investmentPreferences, words.investmentPreference)}
            />
          </div>
          <BoundArea name="goals" label={texts.goals} />
          <BoundArea name="habits" label={texts.habits} />
        </div>
      </Panel>
      <Panel title={texts.sections.background} count={texts.text}>
        <div className="grid gap-5 md:grid-cols-2">
          <BoundText name="occupation" label={texts.occupation} />
          <MaskedPart customerId={customerId} name="employer" label={texts.employer}>
            <BoundText name="employer" label={texts.employer} />
          </MaskedPart>
          <div className="md:col-span-2">
            <BoundArea name="family" label={texts.family} />
          </div>
        </div>
      </Panel>
      <Panel title={texts.sections.contact} count={texts.text}>
        <div className="grid gap-5">
          <BoundMulti
            name="preferredChannels"
            label={texts.preferredChannels}
            options={optionsOf(preferableChannels, words.channel)}
          />
          <BoundText
            name="contactWindow"
            label={texts.contactWindow}
            placeholder={texts.contactWindowHint}
          />
        </div>
      </Panel>
    </>
  )
}

interface MaskedPartProps {
  customerId: string | null
  name: 'employer' | 'incomeBand' | 'assetBand'
  label: string
  children: ReactNode
}

function MaskedPart({ name, ...props }: MaskedPartProps) {
  const { field, fieldState } = useController<CustomerFormValues, typeof name>({ name })
  return (
    <MaskedFormField
      {...props}
      name={name}
      path={name}
      masked={field.value === '' ? null : maskText('profile', name, field.value)}
      error={useErrorText(fieldState.error?.message)}
    />
  )
}
