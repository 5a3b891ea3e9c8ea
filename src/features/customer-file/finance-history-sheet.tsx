import { Trash2 } from 'lucide-react'
import { civilDateParts } from '#shared/domain/civil-date.ts'
import { newestSnapshots } from '#shared/domain/finance-snapshot.ts'
import { useBy, useRecord, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { SnapshotFacts, SnapshotSource } from './snapshot-facts.tsx'
import { useRemoveEntry } from './use-remove-entry.ts'

/** R9: every finance snapshot of a customer, the newest first. A wrong one can be removed, none changed. */
export function FinanceHistorySheet(props: { customerId: string; onClose: () => void }) {
  const { language, messages } = useLanguage()
  const texts = messages.customerFile.finance
  const customer = useRecord('customer', props.customerId)
  const snapshots = newestSnapshots(useBy('finance-snapshot.customer', props.customerId))
  const presentYear = civilDateParts(useToday()).year
  const remove = useRemoveEntry('finance-snapshot')
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={texts.historyTitle}
      description={customer?.data.name}
    >
      {snapshots.length === 0 ? (
        <p className="text-sm text-ink-3">{texts.empty}</p>
      ) : (
        <ol className="grid gap-5 pt-2">
          {snapshots.map((snapshot) => (
            <li key={snapshot.id} className="border-t border-line pt-3 first:border-0 first:pt-0">
              <div className="mb-2 flex items-center gap-2 text-sm text-ink-2">
                <div className="min-w-0 flex-1">
                  <SnapshotSource snapshot={snapshot} />
                </div>
                <IconButton
                  label={texts.removeLabel(
                    formatDate(language, snapshot.data.takenOn, { presentYear }),
                  )}
                  icon={Trash2}
                  onPress={() => remove(snapshot.id)}
                />
              </div>
              <SnapshotFacts snapshot={snapshot} />
            </li>
          ))}
        </ol>
      )}
    </Sheet>
  )
}
