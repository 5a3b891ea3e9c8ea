import type { ReactNode } from 'react'
import { useController, useWatch } from 'react-hook-form'
import { maskText } from '#shared/domain/masking.ts'
import {
  assetBands,
  horizons,
  incomeBands,
  investmentPreferences,
  investorTypes,
  riskLevels,
} from '#shared/domain/profile.ts'
import type { SectionId } from '#shared/domain/profile-section.ts'
import { provenanceSources } from '#shared/domain/provenance.ts'
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
import { IdentityField } from './identity-field.tsx'
import { FormerAssessmentsField } from './former-assessments-field.tsx'
import { MaskedFormField } from './masked-form-field.tsx'
import type { TypedNumber } from './typed-number.ts'
import { WordListField } from './word-list-field.tsx'

/** The part for the owner and the lead alone; every field may stay empty. */
export function ProfileFields({
  customerId,
  typedIdentity,
  isUnsaved,
}: {
  customerId: string | null
  typedIdentity: TypedNumber
  isUnsaved: boolean
}) {
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
      <Section id="background">
        <div className="md:col-span-2 md:max-w-120">
          <IdentityField customerId={customerId} typed={typedIdentity} isUnsaved={isUnsaved} />
        </div>
        <BoundText name="occupation" label={texts.occupation} />
        <MaskedPart customerId={customerId} name="employer" label={texts.employer}>
          <BoundText name="employer" label={texts.employer} />
        </MaskedPart>
        <div className="md:col-span-2">
          <BoundArea name="family" label={texts.family} />
        </div>
      </Section>
      <Section id="finance">
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
        <div className="md:col-span-2">
          <BoundArea name="habits" label={texts.habits} />
        </div>
      </Section>
      <Section id="goals">
        <div className="md:col-span-2">
          <BoundArea name="goals" label={texts.goals} />
        </div>
        <BoundSelect
          name="horizon"
          label={texts.horizon}
          optional
          options={optionsOf(horizons, words.horizon)}
        />
        <div className="md:col-span-2">
          <BoundMulti
            name="investmentPreferences"
            label={texts.investmentPreferences}
            options={optionsOf(investmentPreferences, words.investmentPreference)}
          />
        </div>
      </Section>
      <Section id="risk">
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
        <BoundSelect
          name="investorType"
          label={texts.investorType}
          optional
          options={optionsOf(investorTypes, words.investorType)}
        />
        <FormerAssessmentsField />
      </Section>
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

/** R7: a section of the profile, with how it is known; the day is asked for once a source is named. */
function Section({ id, children }: { id: SectionId; children: ReactNode }) {
  const messages = useMessages()
  const texts = messages.profile
  const today = useToday()
  const source = useWatch<CustomerFormValues, `sources.${SectionId}.source`>({
    name: `sources.${id}.source`,
  })
  return (
    <Panel title={texts.sections[id]} count={texts.text}>
      <div className="grid gap-5 md:grid-cols-2">{children}</div>
      <div className="mt-5 grid gap-5 border-t border-line pt-4 md:grid-cols-2">
        <BoundSelect
          name={`sources.${id}.source`}
          label={texts.source}
          optional
          options={optionsOf(provenanceSources, messages.domain.provenance)}
        />
        {source !== '' && (
          <BoundDate
            name={`sources.${id}.on`}
            label={texts.collectedOn}
            description={texts.collectedHint}
            max={today}
          />
        )}
      </div>
    </Panel>
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
