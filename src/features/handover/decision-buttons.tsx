import { useState } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useCommit } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { ConfirmSheet } from '#ui/confirm-sheet.tsx'
import { toast } from '#ui/toast.tsx'
import { handoverRights, useGrants } from './handover-access.ts'
import { acceptHandover } from './handover-commands.ts'
import { ReturnSheet } from './return-sheet.tsx'
import { useColleagueName } from './use-colleague-name.ts'

interface DecisionButtonsProps {
  handover: RecordOf<'handover'>
  /** Customers that would move now. */
  count: number
}

/** 接收 and 退回, for whom they are; a lead decides in the receiver's place, the proposer takes back. */
export function DecisionButtons({ handover, count }: DecisionButtonsProps) {
  const { app, handover: texts } = useMessages()
  const nameOf = useColleagueName()
  const commit = useCommit()
  const rights = handoverRights(useGrants(), handover)
  const [asking, setAsking] = useState<'accept' | 'return' | null>(null)
  const receiver = nameOf(handover.data.toId)
  const accept = async () => {
    setAsking(null)
    const saved = await commit(acceptHandover(handover.id))
    if (saved.ok) toast({ text: texts.accepted, tone: 'done' })
    else toast({ text: texts.refused, tone: 'danger' })
  }
  if (!rights.accept && !rights.giveBack) return null
  const takesBack = rights.isProposer && !rights.isReceiver
  return (
    <section aria-label={texts.decidedByLabel} className="flex flex-wrap gap-3 max-md:*:flex-1">
      {rights.accept && (
        <Button onPress={() => setAsking('accept')}>
          {rights.isReceiver ? texts.accept : texts.acceptFor(receiver)}
        </Button>
      )}
      {rights.giveBack && (
        <Button tone="soft" onPress={() => setAsking('return')}>
          {takesBack ? texts.takeBack : texts.giveBack}
        </Button>
      )}
      <ConfirmSheet
        open={asking === 'accept'}
        tone="primary"
        title={rights.isReceiver ? texts.acceptTitle(count) : texts.acceptTitleFor(receiver, count)}
        confirmLabel={texts.accept}
        cancelLabel={app.cancel}
        onConfirm={() => void accept()}
        onClose={() => setAsking(null)}
      >
        {texts.acceptText}
      </ConfirmSheet>
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
