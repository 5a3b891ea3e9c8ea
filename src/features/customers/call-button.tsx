import { Phone } from 'lucide-react'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import type { Briefing } from './briefing-queries.ts'
import { useCall } from './use-call.tsx'

/** Dials at once when there is one number and nothing to mind; else asks first. */
export function CallButton({ briefing, onLog }: { briefing: Briefing; onLog: () => void }) {
  const { call, sheet } = useCall(briefing.card, { onLog })
  const texts = useMessages().customers
  if (call === null) return null
  return (
    <>
      <Button icon={Phone} onPress={call}>
        {texts.call}
      </Button>
      {sheet}
    </>
  )
}
