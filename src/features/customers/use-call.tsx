import { useState, type ReactNode } from 'react'
import { phonesOf, type NamedContactPoint } from '#shared/domain/contact-points.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useContactCard } from '#replica/contact-card.ts'
import { useLook, useRecord } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { dial } from '#ui/dial.ts'
import { toast } from '#ui/toast.tsx'
import { useUiTexts } from '#ui/ui-texts.tsx'
import { CallSheet } from './call-sheet.tsx'
import { useContactWarnings } from './use-contact-warnings.ts'

/**
 * Calling a customer: at once when there is one number and nothing to mind, else a sheet asks first. `call` is null when
 * there is nobody or no number to call; `sheet` is to be drawn.
 */
export function useCall(
  card: RecordOf<'customer'>,
  { onLog, isGreeting = false }: { onLog: () => void; isGreeting?: boolean },
): { call: (() => void) | null; sheet: ReactNode } {
  const texts = useMessages().customers
  const { notRevealed } = useUiTexts()
  const look = useLook()
  const [asking, setAsking] = useState(false)
  const profile = useRecord('profile', card.id)
  const warnings = useContactWarnings(card, { isGreeting })
  const { deceasedOn } = useContactCard(card).data
  const phones = phonesOf(profile?.data.contactPoints)
  const [only, ...others] = phones
  if (only === undefined || deceasedOn !== undefined) return { call: null, sheet: null }

  const dialUp = async ({ id, value }: NamedContactPoint): Promise<void> => {
    setAsking(false)
    // SE7: the telephone shows the whole number.
    const field = `contactPoints.${id}`
    if (!(await look([{ recordType: 'profile', recordId: card.id, field }]))) {
      toast({ text: notRevealed, tone: 'danger' })
      return
    }
    dial(value)
    toast({ text: texts.callLogHint, action: { label: texts.note, onPress: onLog } })
  }
  const isPlain = others.length === 0 && warnings.length === 0
  return {
    call: () => (isPlain ? void dialUp(only) : setAsking(true)),
    sheet: (
      <CallSheet
        open={asking}
        warnings={warnings}
        contactWindow={profile?.data.contactWindow}
        phones={phones}
        onCall={(phone) => void dialUp(phone)}
        onClose={() => setAsking(false)}
      />
    ),
  }
}
