import { Link } from '@tanstack/react-router'
import { civilDateParts } from '#shared/domain/civil-date.ts'
import { useLook, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { buttonClass } from '#ui/button.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { Panel } from '#ui/panel.tsx'
import type { Briefing } from './briefing-queries.ts'
import { contactPointsOf, type NamedContactPoint } from '#shared/domain/contact-points.ts'
import { maskContactPoint } from '#shared/domain/masking.ts'
import { MaskedValue } from '#ui/masked-value.tsx'
import {
  changedSinceCollected,
  type SectionId,
  sectionFields,
} from '#shared/domain/profile-section.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { profileSections, type ProfileFact } from './profile-sections.ts'
import { CardFacts } from './card-facts.tsx'
import { useSetBy } from './use-set-by.ts'

/** What is known of a customer beyond the card; masked where a neighbour could read along. */
export function ProfileFacts({ briefing }: { briefing: Briefing }) {
  const { language, messages } = useLanguage()
  const texts = messages.profile
  const presentYear = civilDateParts(useToday()).year
  const { card, profile } = briefing
  const setBy = useSetBy(profile)
  if (!briefing.seesPortfolio) {
    return (
      <div className="grid gap-4">
        <CardFacts card={card} />
        <p className="px-1 text-sm text-ink-3">{messages.customers.ownerOnlyText}</p>
      </div>
    )
  }
  const points = contactPointsOf(profile?.data.contactPoints)
  const date = (on: string) => formatDate(language, on, { presentYear })
  const collectedWords = (of: RecordOf<'profile'>, id: SectionId) => {
    const from = of.data[sectionFields[id].from]
    if (from === undefined) return undefined
    const words = texts.collected(messages.domain.provenance[from.source], date(from.on))
    return changedSinceCollected(of, id)
      ? `${words}${messages.customerFile.comma}${texts.changedSince}`
      : words
  }
  const sections = profileSections(profile?.data, messages, date)
  return (
    <div className="grid gap-4">
      <Panel title={texts.contactPoints} action={<FillLink customerId={card.id} />}>
        {points.length === 0 ? (
          <p className="text-ink-3">{texts.noContactPoints}</p>
        ) : (
          <ul className="grid gap-4">
            {points.map((point) => (
              <ContactPointLine
                key={point.id}
                customerId={card.id}
                point={point}
                date={date}
                note={setBy(`contactPoints.${point.id}`)}
              />
            ))}
          </ul>
        )}
      </Panel>
      {sections.map((section) => (
        <Panel
          key={section.id}
          title={texts.sections[section.id]}
          count={profile && section.id !== 'contact' && collectedWords(profile, section.id)}
        >
          <FactList
            columns={2}
            facts={section.facts.map((fact) => ({
              id: fact.id,
              label: fact.label,
              value: <FactValue fact={fact} customerId={card.id} />,
              note: setBy(fact.id),
            }))}
          />
          {section.missing.length > 0 && (
            <p className={`text-sm text-ink-3 ${section.facts.length > 0 ? 'mt-3' : ''}`}>
              {messages.app.none}: {section.missing.join(' · ')}
            </p>
          )}
        </Panel>
      ))}
      <CardFacts card={card} />
    </div>
  )
}

function FillLink(props: { customerId: string }) {
  const texts = useLanguage().messages.customers
  return (
    <Link
      to="/customers/$customerId/edit"
      params={{ customerId: props.customerId }}
      className={buttonClass({ tone: 'ghost', size: 'sm' })}
    >
      {texts.edit}
    </Link>
  )
}

function ContactPointLine(props: {
  customerId: string
  point: NamedContactPoint
  date: (on: string) => string
  note: string | undefined
}) {
  const { messages } = useLanguage()
  const look = useLook()
  const texts = messages.profile
  const { point } = props
  const label = messages.domain.contactPoint[point.kind]
  return (
    <li className="min-w-0">
      <p className="flex flex-wrap items-center gap-x-2 text-sm text-ink-3">
        {label}
        {point.label && <span className="min-w-0 wrap-anywhere">{point.label}</span>}
        {point.primary && <Badge tone="jade">{texts.primary}</Badge>}
        {point.invalid && <Badge>{texts.invalid}</Badge>}
        {point.verifiedOn && <span>{texts.verifiedOn(props.date(point.verifiedOn))}</span>}
      </p>
      <MaskedValue
        // Of two mobile numbers a screen reader has to tell which.
        label={point.label ? `${label} ${point.label}` : label}
        masked={maskContactPoint(point)}
        value={point.value}
        onShow={() =>
          look([
            {
              recordType: 'profile',
              recordId: props.customerId,
              field: `contactPoints.${point.id}`,
            },
          ])
        }
      />
      <p className="tnum text-xs text-ink-3">{props.note}</p>
    </li>
  )
}

function FactValue({ fact, customerId }: { fact: ProfileFact; customerId: string }) {
  const look = useLook()
  const { id, label, value, masked } = fact
  if (masked === null) return <span className="whitespace-pre-line">{value}</span>
  return (
    <MaskedValue
      label={label}
      masked={masked}
      value={value}
      onShow={() => look([{ recordType: 'profile', recordId: customerId, field: id }])}
    />
  )
}
