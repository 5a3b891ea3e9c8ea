import { CircleSlash, ShieldCheck } from 'lucide-react'
import type { ProductTalk } from '#shared/domain/product-talk.ts'
import { useMessages } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'

/** What a note says of a product: its grade, by which capacity it was judged, whether recommended, how risk was disclosed. */
export function ProductTalkBadges({ talk }: { talk: ProductTalk }) {
  const messages = useMessages()
  const texts = messages.suitability
  const words = messages.domain
  const { kind, grade, capacity, disclosed } = talk
  const ways = disclosed?.map((way) => words.disclosureWay[way]).join(messages.sync.comma)
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
      {kind === 'enquiry' ? (
        <Badge tone="amber" icon={CircleSlash}>
          {words.productTalk.enquiry}
        </Badge>
      ) : (
        <Badge tone="jade">{words.productTalk.recommended}</Badge>
      )}
      {grade !== undefined && <Badge>{texts.product(words.productGrade[grade])}</Badge>}
      {capacity !== undefined && <Badge>{texts.customer(capacity)}</Badge>}
      {ways !== undefined && <Badge icon={ShieldCheck}>{texts.disclosedBy(ways)}</Badge>}
    </div>
  )
}
