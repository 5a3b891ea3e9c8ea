import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { surnameOf } from '#shared/domain/person-name.ts'
import type { ProposedChange } from '#replica/changes.ts'
import { useProposedChanges } from '#replica/use-changes.ts'
import { useRecord, useSession } from '#replica/use-replica.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { Panel } from '#ui/panel.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { ChangeDecision } from './change-decision.tsx'
import { useChangeWords } from './use-change-words.ts'

/** What is due first; the rest opens in the same place, so many at a time: of a large portfolio hundreds may wait. */
const [shownFirst, shownMore] = [3, 30] as const

/** R27 on Today: changes in the lives of one's customers that wait for a decision; nothing when there are none. */
export function ChangesTodayPanel() {
  const { language } = useLanguage()
  const { texts } = useChangeWords()
  const [shown, setShown] = useState<number>(shownFirst)
  const changes = useProposedChanges()
  if (changes.length === 0) return null
  const count = formatCount(language, changes.length)
  return (
    <Panel flush title={texts.panelTitle} count={texts.panelCount(count)}>
      <ul>
        {changes.slice(0, shown).map((change) => (
          <ChangeRow key={change.proposal.eventId} change={change} />
        ))}
      </ul>
      {changes.length > shown && (
        <div className="px-2 md:px-3">
          <Button tone="ghost" size="sm" onPress={() => setShown(shown + shownMore)}>
            {changes.length <= shown + shownMore
              ? texts.showAll(count)
              : texts.showMore(formatCount(language, shownMore), count)}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function ChangeRow({ change: { card, proposal } }: { change: ProposedChange }) {
  const { messages } = useLanguage()
  const { texts, day } = useChangeWords()
  const session = useSession()
  const { name, tier, ownerId } = card.data
  const owner = useRecord('staff', ownerId)
  return (
    <ListRow
      leading={<SurnameDisc surname={surnameOf(name) ?? name} tier={tier} />}
      title={
        <Link
          to="/customers/$customerId"
          params={{ customerId: card.id }}
          className="stretch-link font-medium"
        >
          {name}
        </Link>
      }
      subtitle={
        <>
          <span className="font-medium text-ink-2">
            {messages.domain.lifeEventKind[proposal.kind]} {day(proposal.on)}
          </span>
          {ownerId !== session.staffId && owner !== undefined && (
            <span>{texts.owner(owner.data.name)}</span>
          )}
        </>
      }
    >
      <ChangeDecision card={card} proposal={proposal} />
    </ListRow>
  )
}
