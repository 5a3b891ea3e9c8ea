import { Trash2 } from 'lucide-react'
import { latestConsents } from '#shared/domain/consent.ts'
import { useBy, useRecord } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { useConsentWords } from './use-consent-words.ts'
import { useRemoveEntry } from './use-remove-entry.ts'

/** All that a customer agreed to and took back, the latest first. A wrong one can be removed, none changed. */
export function ConsentHistorySheet(props: { customerId: string; onClose: () => void }) {
  const messages = useMessages()
  const texts = messages.customerFile.consents
  const { consentKind } = messages.domain
  const { date, said } = useConsentWords()
  const customer = useRecord('customer', props.customerId)
  const consents = latestConsents(useBy('consent.customer', props.customerId))
  const remove = useRemoveEntry('consent')
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={texts.historyTitle}
      description={customer?.data.name}
    >
      {consents.length === 0 ? (
        <p className="text-sm text-ink-3">{texts.empty}</p>
      ) : (
        <ol className="grid gap-3 pt-2">
          {consents.map(({ id, data }) => (
            <li
              key={id}
              className="flex items-center gap-2 border-t border-line pt-3 first:border-0 first:pt-0"
            >
              <div className="min-w-0 flex-1">
                <p className="font-medium">{consentKind[data.kind]}</p>
                <p className="text-sm text-ink-2">{said(data)}</p>
                {data.evidence && (
                  <p className="text-sm wrap-anywhere text-ink-3">{data.evidence}</p>
                )}
              </div>
              <IconButton
                label={texts.removeLabel(consentKind[data.kind], date(data.on))}
                icon={Trash2}
                onPress={() => remove(id)}
              />
            </li>
          ))}
        </ol>
      )}
    </Sheet>
  )
}
