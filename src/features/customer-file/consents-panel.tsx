import { consentKinds, presentConsent } from '#shared/domain/consent.ts'
import { useBy, useIsPending } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { buttonClass } from '#ui/button.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { Panel } from '#ui/panel.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { AddLink, EntryLink } from './entry-link.tsx'
import { useConsentWords } from './use-consent-words.ts'

/** What the customer agreed to and what he took back, as it holds now; the way to all that was said. */
export function ConsentsPanel({ customerId }: { customerId: string }) {
  const messages = useMessages()
  const texts = messages.customerFile.consents
  const { consentKind } = messages.domain
  const { said } = useConsentWords()
  const consents = useBy('consent.customer', customerId)
  const facts = consentKinds.flatMap((kind) => {
    const present = presentConsent(consents, kind)
    if (present === undefined) return []
    const { state, evidence } = present.data
    const value = (
      <span className="flex flex-wrap items-center gap-x-2">
        {state === 'withdrawn' ? (
          <Badge tone="amber">{said(present.data)}</Badge>
        ) : (
          <span>{said(present.data)}</span>
        )}
        <Unsent id={present.id} />
      </span>
    )
    return [{ id: kind, label: consentKind[kind], value, note: evidence }]
  })
  const open = consentKinds.filter((kind) => presentConsent(consents, kind) === undefined)
  return (
    <Panel
      title={texts.title}
      action={
        <AddLink customerId={customerId} part="consents">
          {texts.add}
        </AddLink>
      }
    >
      {facts.length === 0 ? (
        <p className="text-sm text-ink-3">{texts.empty}</p>
      ) : (
        <>
          <FactList columns={2} facts={facts} />
          {open.length > 0 && (
            <p className="mt-3 text-sm text-ink-3">
              {texts.notAsked}: {open.map((kind) => consentKind[kind]).join(' · ')}
            </p>
          )}
          <EntryLink
            customerId={customerId}
            part="consents"
            entry="all"
            className={buttonClass({ tone: 'ghost', size: 'sm' })}
          >
            {texts.history(consents.length)}
          </EntryLink>
        </>
      )}
    </Panel>
  )
}

function Unsent({ id }: { id: string }) {
  const texts = useMessages().app
  return useIsPending('consent', id) && <PendingBadge>{texts.pending}</PendingBadge>
}
