import type { Tier } from '#shared/domain/customer.ts'
import { useMessages } from '#i18n/language.tsx'
import { Badge, type BadgeTone } from '#ui/badge.tsx'

/** The tier in a word; plum belongs to the private tier alone. */
export function TierBadge(props: { tier: Tier }) {
  const messages = useMessages()
  return <Badge tone={tierTones[props.tier]}>{messages.domain.tier[props.tier]}</Badge>
}

export const tierTones: Record<Tier, BadgeTone> = {
  vip: 'plum',
  potential: 'jade',
  mass: 'neutral',
}
