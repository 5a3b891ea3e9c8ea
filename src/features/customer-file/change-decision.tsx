import type { ChangeProposal } from '#shared/domain/change-watch.ts'
import { declineReasons } from '#shared/domain/life-event.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { Menu } from '#ui/menu.tsx'
import { useChangeWords } from './use-change-words.ts'
import { useDecideChange } from './use-decide-change.ts'

interface ChangeDecisionProps {
  card: RecordOf<'customer'>
  proposal: ChangeProposal
}

/** The task that a change suggests, and the two answers to it. */
export function ChangeDecision({ card, proposal }: ChangeDecisionProps) {
  const { domain } = useMessages()
  const { texts, day, titleOfProposal } = useChangeWords()
  const { plan, decline } = useDecideChange()
  const kind = domain.lifeEventKind[proposal.kind]
  const how = domain.taskKind[proposal.taskKind]
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <p className="min-w-56 flex-1 text-sm text-ink-2 wrap-anywhere">
        <span className="text-ink-3">{texts.suggested(day(proposal.dueOn), how)}</span>{' '}
        {titleOfProposal(proposal)}
      </p>
      <div className="relative z-1 flex shrink-0 items-center gap-2">
        <Button
          tone="soft"
          size="sm"
          aria-label={texts.planOf(kind, card.data.name)}
          onPress={() => plan(card, proposal)}
        >
          {texts.plan}
        </Button>
        <Menu
          label={texts.declineOf(kind, card.data.name)}
          text={texts.decline}
          tone="ghost"
          size="sm"
          items={declineReasons.map((reason) => ({
            id: reason,
            label: domain.declineReason[reason],
            onPress: () => decline(card, proposal, reason),
          }))}
        />
      </div>
    </div>
  )
}
