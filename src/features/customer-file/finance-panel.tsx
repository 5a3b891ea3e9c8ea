import { newestSnapshots } from '#shared/domain/finance-snapshot.ts'
import { useBy, useIsPending } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { Panel } from '#ui/panel.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { AddLink, EntryLink } from './entry-link.tsx'
import { SnapshotFacts, SnapshotSource } from './snapshot-facts.tsx'

/** R9: the newest finance snapshot with its day and source; the way to the earlier ones. */
export function FinancePanel({ customerId }: { customerId: string }) {
  const messages = useMessages()
  const texts = messages.customerFile.finance
  const snapshots = useBy('finance-snapshot.customer', customerId)
  const [newest] = newestSnapshots(snapshots)
  const pending = useIsPending('finance-snapshot', newest?.id ?? '')
  return (
    <Panel
      title={texts.title}
      action={
        <AddLink customerId={customerId} part="finance">
          {texts.add}
        </AddLink>
      }
    >
      {newest === undefined ? (
        <p className="text-sm text-ink-3">{texts.empty}</p>
      ) : (
        <>
          <SnapshotFacts snapshot={newest} />
          <div className="mt-3 flex flex-wrap items-center gap-x-3 text-sm text-ink-3">
            <SnapshotSource snapshot={newest} />
            {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
            <EntryLink
              customerId={customerId}
              part="finance"
              entry="all"
              className={buttonClass({ tone: 'ghost', size: 'sm' })}
            >
              {texts.history(snapshots.length)}
            </EntryLink>
          </div>
        </>
      )}
    </Panel>
  )
}
