import { Phone, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { maskContactPoint } from '#shared/domain/masking.ts'
import { useLook } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { dial } from '#ui/dial.ts'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'
import { useUiTexts } from '#ui/ui-texts.tsx'
import type { Briefing } from './briefing-queries.ts'
import { phonesOf, type NamedContactPoint } from '#shared/domain/contact-points.ts'
import { contactWarnings } from './contact-warnings.ts'

/** Dials at once when there is one number and nothing to mind; else asks first. */
export function CallButton(props: { briefing: Briefing; onLog: () => void }) {
  const messages = useMessages()
  const texts = messages.customers
  const { notRevealed } = useUiTexts()
  const look = useLook()
  const [asking, setAsking] = useState(false)
  const { card, profile, openComplaints } = props.briefing
  const phones = phonesOf(profile?.data.contactPoints)
  const warnings = contactWarnings(card.data, openComplaints.length)
  const [only, ...others] = phones
  if (only === undefined || warnings.includes('deceased')) return null
  const call = async ({ id, value }: NamedContactPoint) => {
    setAsking(false)
    // SE7: the telephone shows the whole number.
    const field = `contactPoints.${id}`
    if (!(await look([{ recordType: 'profile', recordId: card.id, field }]))) {
      toast({ text: notRevealed, tone: 'danger' })
      return
    }
    dial(value)
    toast({ text: texts.callLogHint, action: { label: texts.note, onPress: props.onLog } })
  }
  const plain = others.length === 0 && warnings.length === 0
  return (
    <>
      <Button icon={Phone} onPress={() => (plain ? void call(only) : setAsking(true))}>
        {texts.call}
      </Button>
      <Sheet
        open={asking}
        onClose={() => setAsking(false)}
        size="sm"
        title={warnings.length > 0 ? texts.callCheckTitle : texts.callWhich}
      >
        {warnings.length > 0 && (
          <ul className="mb-4 grid gap-2 rounded-md bg-warn-soft px-4 py-3 text-on-warn-soft">
            {warnings.map((warning) => (
              <li key={warning} className="flex items-start gap-2">
                <TriangleAlert size={18} className="mt-0.5 shrink-0" aria-hidden />
                {texts.contactWarning[warning]}
              </li>
            ))}
          </ul>
        )}
        <ul className="grid gap-2">
          {phones.map((phone) => (
            <li key={phone.id}>
              <Button full tone="outline" icon={Phone} onPress={() => void call(phone)}>
                <span className="tnum">{maskContactPoint(phone)}</span>{' '}
                <span className="font-normal">
                  {phone.label || messages.domain.contactPoint[phone.kind]}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      </Sheet>
    </>
  )
}
