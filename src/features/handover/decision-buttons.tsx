import type { RecordOf } from '#shared/domain/record-types.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { useStandingState } from '#ui/standing-state.ts'
import { AcceptSheet } from './accept-sheet.tsx'
import { handoverRights, useGrants } from './handover-access.ts'
import { ReturnSheet } from './return-sheet.tsx'
import { useColleagueName } from './use-colleague-name.ts'

interface DecisionButtonsProps {
  handover: RecordOf<'handover'>
  /** Customers that would move now. */
  count: number
}

/** 接收 and 退回, for whom they are; a lead decides in the receiver's place, the proposer takes back. */
export function DecisionButtons({ handover, count }: DecisionButtonsProps) {
  const texts = useMessages().handover
  const nameOf = useColleagueName()
  const rights = handoverRights(useGrants(), handover)
  const [asking, setAsking] = useStandingState<'accept' | 'return' | null>(
    `handover:${handover.id}`,
    null,
  )
  if (!rights.accept && !rights.giveBack) return null
  const takesBack = rights.isProposer && !rights.isReceiver
  return (
    <section aria-label={texts.decidedByLabel} className="flex flex-wrap gap-3 max-md:*:flex-1">
      {rights.accept && (
        <Button onPress={() => setAsking('accept')}>
          {rights.isReceiver ? texts.accept : texts.acceptFor(nameOf(handover.data.toId))}
        </Button>
      )}
      {rights.giveBack && (
        <Button tone="soft" onPress={() => setAsking('return')}>
          {takesBack ? texts.takeBack : texts.giveBack}
        </Button>
      )}
      {asking === 'accept' && (
        <AcceptSheet handover={handover} count={count} onClose={() => setAsking(null)} />
      )}
      {asking === 'return' && (
        <ReturnSheet
          handoverId={handover.id}
          takesBack={takesBack}
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  )
}
