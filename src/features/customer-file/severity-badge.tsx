import type { ChurnSeverity } from '#shared/domain/churn-signal.ts'
import { useMessages } from '#i18n/language.tsx'
import { Badge, type BadgeTone } from '#ui/badge.tsx'

/** How urgent a signal is, in a word. */
export function SeverityBadge({ severity }: { severity: ChurnSeverity }) {
  return <Badge tone={tones[severity]}>{useMessages().customerFile.churnSeverity[severity]}</Badge>
}

const tones: Record<ChurnSeverity, BadgeTone> = { high: 'danger', medium: 'amber', low: 'neutral' }
