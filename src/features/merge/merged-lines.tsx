import { Merge } from 'lucide-react'
import { useState } from 'react'
import { isOtherIdentity } from '#shared/domain/customer-identity.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useMergedCustomers, useRecord, useSession } from '#replica/use-replica.ts'
import { useMergeMessages } from '#i18n/merge/use-merge-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import type { DescribeValue } from './describe-value.ts'
import { mayMerge } from './merge-access.ts'
import { MergedSheet } from './merged-sheet.tsx'
import { useDifferences } from './use-pair.ts'
import { useMerge } from './use-merge.ts'

/** R17: who is shown under this customer, on the card; each can be looked at, and taken out again. */
export function MergedLines({ keptId, describe }: { keptId: string; describe: DescribeValue }) {
  const merged = useMergedCustomers(keptId)
  if (merged.length === 0) return null
  return (
    <ul className="mt-4 grid gap-1">
      {merged.map((id) => (
        <MergedLine key={id} id={id} keptId={keptId} describe={describe} />
      ))}
    </ul>
  )
}

function MergedLine(props: { id: string; keptId: string; describe: DescribeValue }) {
  const card = useRecord('customer', props.id)
  return card === undefined ? null : <Line {...props} card={card} />
}

function Line({
  card,
  keptId,
  describe,
}: {
  card: RecordOf<'customer'>
  keptId: string
  describe: DescribeValue
}) {
  const { customers } = useMessages()
  const texts = useMergeMessages()
  const session = useSession()
  const { undo } = useMerge()
  const [isOpen, setOpen] = useState(false)
  const differences = useDifferences(keptId, card.id)
  const [kept, away] = [useRecord('profile', keptId), useRecord('profile', card.id)]
  const { name, phoneTail } = card.data
  const isMine = mayMerge(session, card)
  const details = [
    ...(phoneTail === undefined ? [] : [customers.phoneTail(phoneTail)]),
    // Written after the merge, on either card.
    ...(isOtherIdentity(kept?.data.identity, away?.data.identity) ? [texts.otherIdentity] : []),
    ...(isMine && differences.length > 0 ? [texts.differing(differences.length)] : []),
  ]
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-2 rounded-md bg-sunken py-0.5 pr-1 pl-3 text-sm text-ink-2">
      <Merge size={16} className="shrink-0" aria-hidden />
      <span className="min-w-0 flex-1 basis-40 py-2 wrap-anywhere">
        {texts.line(name, details.length === 0 ? '' : texts.inBrackets(details.join(' · ')))}
      </span>
      {isMine && (
        <span className="ml-auto flex shrink-0">
          <Button
            tone="ghost"
            size="sm"
            aria-label={texts.lookAt(name)}
            onPress={() => setOpen(true)}
          >
            {texts.look}
          </Button>
          <Button
            tone="ghost"
            size="sm"
            aria-label={texts.undoOf(name)}
            onPress={() => void undo(card.id)}
          >
            {texts.undo}
          </Button>
        </span>
      )}
      {isOpen && (
        <MergedSheet
          keptId={keptId}
          other={card}
          describe={describe}
          onClose={() => setOpen(false)}
        />
      )}
    </li>
  )
}
