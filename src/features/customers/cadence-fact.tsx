import { civilDateParts } from '#shared/domain/civil-date.ts'
import { type Cadence, dueOn } from '#shared/domain/cadence.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useCadence } from '#replica/use-cadence.ts'
import { useIsLoaded, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { BriefingFact } from './briefing-fact.tsx'

/** R28, R38: when the next contact is due, how many there were this month, and how many of them only cared. */
export function CadenceFact({ card }: { card: RecordOf<'customer'> }) {
  const texts = useLanguage().messages.cadence
  const cadence = useCadence(card)
  const loaded = useIsLoaded()
  // The banner above says it already.
  if (cadence.held !== null || !loaded) return null
  const { policy, usedThisMonth, share } = cadence
  return (
    <BriefingFact label={texts.label}>
      <p>
        <Standing cadence={cadence} />
      </p>
      <p className="text-sm text-ink-3">
        {texts.every(policy.idealDays)} · {texts.used(usedThisMonth, policy.monthlyCap)}
        {share.product + share.care > 0 && <> · {texts.share(share.care, share.product)}</>}
      </p>
      <Ways policy={policy} />
    </BriefingFact>
  )
}

/** R34: by which ways customers of the tier are contacted, and by whom, as far as the rules say so. */
function Ways({ policy: { channels = [], contactBy } }: Pick<Cadence, 'policy'>) {
  const { messages } = useLanguage()
  const texts = messages.cadence
  if (channels.length === 0 && contactBy === undefined) return null
  const words = [
    ...(channels.length === 0
      ? []
      : [
          texts.ways(
            channels.map((each) => messages.domain.channel[each]).join(messages.sync.comma),
          ),
        ]),
    ...(contactBy === undefined ? [] : [texts.by(texts.contactBy[contactBy])]),
  ]
  return <p className="text-sm text-ink-3">{words.join(' · ')}</p>
}

function Standing({ cadence }: { cadence: Cadence }) {
  const { standing, daysSince, policy } = cadence
  const { language, messages } = useLanguage()
  const texts = messages.cadence
  const today = useToday()
  switch (standing) {
    case 'overdue':
      return <span className="font-semibold text-danger">{texts.overdueNow(daysSince)}</span>
    case 'due':
      return (
        <span className="font-medium text-warn">{texts.dueNow(daysSince - policy.idealDays)}</span>
      )
    default: {
      const presentYear = civilDateParts(today).year
      return <>{texts.dueOn(formatDate(language, dueOn(cadence), { presentYear }))}</>
    }
  }
}
