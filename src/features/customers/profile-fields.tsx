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
} from './bound-fields.tsx'
import { preferableChannels } from './customer-form-values.ts'

/** The part for the owner and the lead alone; every field may stay empty. */
export function ProfileFields() {
  const messages = useMessages()
  const texts = messages.profile
  const words = messages.domain
  const today = useToday()
  return (
    <>
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
          <BoundSelect
            name="incomeBand"
            label={texts.incomeBand}
            optional
            options={optionsOf(incomeBands, words.incomeBand)}
          />
          <BoundSelect
            name="assetBand"
            label={texts.assetBand}
            optional
            options={optionsOf(assetBands, words.assetBand)}
          />
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
          <BoundText name="employer" label={texts.employer} />
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
