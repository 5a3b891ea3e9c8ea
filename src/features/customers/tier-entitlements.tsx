import { ChevronDown } from 'lucide-react'
import type { Tier } from '#shared/domain/customer.ts'
import { useCadenceRules } from '#replica/use-cadence.ts'
import { useMessages } from '#i18n/language.tsx'

/** As many as stand in the one line. */
const shownAtMost = 3

/** R35 权益: what customers of this tier may use, in one quiet line; a tap shows all where there are more. */
export function TierEntitlements({ tier }: { tier: Tier }) {
  const texts = useMessages().customers
  const { entitlements = [] } = useCadenceRules().tiers[tier]
  if (entitlements.length === 0) return null
  const line = entitlements.slice(0, shownAtMost).join(texts.listSeparator)
  return (
    <div className="flex items-start gap-3 text-sm">
      <span className="w-12 shrink-0 leading-6 text-ink-3">{texts.entitlements}</span>
      {entitlements.length <= shownAtMost ? (
        <span className="min-w-0 leading-6 text-ink-2 wrap-anywhere">{line}</span>
      ) : (
        <details className="group min-w-0 flex-1">
          <summary className="-my-2.5 flex min-h-11 cursor-pointer list-none items-center gap-1.5 rounded-sm text-ink-2 [&::-webkit-details-marker]:hidden">
            <span className="min-w-0 wrap-anywhere">
              {texts.entitlementsMore(line, entitlements.length)}
            </span>
            <ChevronDown
              size={16}
              className="shrink-0 text-ink-3 transition-transform duration-150 group-open:rotate-180"
              aria-hidden
            />
          </summary>
          <ul className="list-disc pt-2 pl-4 leading-6 text-ink-2" aria-label={texts.entitlements}>
            {entitlements.map((entitlement) => (
              <li key={entitlement} className="wrap-anywhere">
                {entitlement}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
