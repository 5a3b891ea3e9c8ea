import type { ReactNode } from 'react'
import { civilDateParts, type CivilDate } from '#shared/domain/civil-date.ts'
import { maskText } from '#shared/domain/masking.ts'
import type { Profile } from '#shared/domain/profile.ts'
import { riskValidity } from '#shared/domain/risk-validity.ts'
import { useLook, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { MaskedValue } from '#ui/masked-value.tsx'
import type { CustomerFacts } from './customer-facts.ts'

/** R1: what a product must fit, in sight of whoever writes about one. Wealth is masked as on every screen (SE7). */
export function SuitabilityContext(props: { customerId: string; facts: CustomerFacts }) {
  const { messages } = useLanguage()
  const texts = messages.suitability
  const words = messages.domain
  const { profile, loaded } = props.facts
  const { incomeBand, assetBand, goals, horizon } = profile ?? {}
  const wealth = (field: 'incomeBand' | 'assetBand', label: string, value: string) => (
    <Wealth customerId={props.customerId} field={field} label={label} value={value} />
  )
  const facts: KnownFact[] = [
    { label: texts.goals, value: goals && <span className="whitespace-pre-line">{goals}</span> },
    { label: texts.horizon, value: horizon && words.horizon[horizon] },
    {
      label: texts.income,
      value: incomeBand && wealth('incomeBand', texts.income, words.incomeBand[incomeBand]),
    },
    {
      label: texts.assets,
      value: assetBand && wealth('assetBand', texts.assets, words.assetBand[assetBand]),
    },
  ]
  const missing = facts.filter((fact) => !isKnown(fact)).map(({ label }) => label)
  return (
    <section aria-label={texts.context} className="rounded-md bg-sunken px-4 py-3">
      <dl className="grid gap-x-6 gap-y-1 md:grid-cols-2">
        <Fact label={texts.riskLevel} whole>
          {loaded || profile !== undefined ? (
            <RiskLevel profile={profile} />
          ) : (
            messages.customers.stillLoading
          )}
        </Fact>
        {facts.filter(isKnown).map(({ label, value }) => (
          <Fact key={label} label={label} whole={label === texts.goals}>
            {value}
          </Fact>
        ))}
      </dl>
      {loaded && missing.length > 0 && (
        <p className="mt-1 text-sm text-ink-3">{texts.missing(missing.join(' · '))}</p>
      )}
    </section>
  )
}

interface KnownFact {
  label: string
  value: ReactNode
}

function isKnown({ value }: KnownFact): boolean {
  return value !== undefined && value !== ''
}

function Fact(props: { label: string; whole?: boolean; children: ReactNode }) {
  return (
    <div className={`flex min-w-0 items-baseline gap-3 ${props.whole ? 'md:col-span-2' : ''}`}>
      <dt className="w-16 shrink-0 text-sm text-ink-3">{props.label}</dt>
      <dd className="min-w-0 flex-1 wrap-anywhere">{props.children}</dd>
    </div>
  )
}

function Wealth(props: {
  customerId: string
  field: 'incomeBand' | 'assetBand'
  label: string
  value: string
}) {
  const look = useLook()
  const { customerId: recordId, field, label, value } = props
  return (
    <MaskedValue
      label={label}
      masked={maskText('profile', field, value)}
      value={value}
      onShow={() => look([{ recordType: 'profile', recordId, field }])}
    />
  )
}

/** The level of a customer, and how long it holds. */
function RiskLevel({ profile }: { profile: Profile | undefined }) {
  const { language, messages } = useLanguage()
  const texts = messages.customers
  const today = useToday()
  const validity = riskValidity(profile, today)
  if (profile?.riskLevel === undefined || validity.state === 'unknown') {
    return <span className="font-medium text-warn">{texts.riskUnknown}</span>
  }
  const level = (
    <span className="font-semibold">{messages.domain.riskLevel[profile.riskLevel]}</span>
  )
  if (validity.state === 'undated') {
    return (
      <>
        {level} <span className="font-medium text-warn">{texts.riskUndated}</span>
      </>
    )
  }
  const date = (on: CivilDate) =>
    formatDate(language, on, { presentYear: civilDateParts(today).year })
  return (
    <>
      {level}{' '}
      {validity.state === 'valid' && (
        <span className="text-ink-2">{texts.riskValidUntil(date(validity.until))}</span>
      )}
      {validity.state === 'soon' && (
        <span className="font-medium text-warn">
          {texts.riskExpiresSoon(date(validity.until), validity.daysLeft)}
        </span>
      )}
      {validity.state === 'expired' && (
        <span className="font-semibold text-danger">{texts.riskExpired(date(validity.until))}</span>
      )}
    </>
  )
}
