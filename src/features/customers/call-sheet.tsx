import { Phone, TriangleAlert } from 'lucide-react'
import { maskContactPoint } from '#shared/domain/masking.ts'
import type { NamedContactPoint } from '#shared/domain/contact-points.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { contactWarningWords } from './contact-warning-words.ts'
import type { ContactWarning } from './contact-warnings.ts'

/** What to mind before the call, and which number it is to be. */
export function CallSheet(props: {
  open: boolean
  warnings: readonly ContactWarning[]
  /** When the customer likes to be called, in the words of whoever asked. */
  contactWindow: string | undefined
  phones: readonly NamedContactPoint[]
  onCall: (phone: NamedContactPoint) => void
  onClose: () => void
}) {
  const { language, messages } = useLanguage()
  const texts = messages.customers
  const { warnings, phones } = props
  return (
    <Sheet
      open={props.open}
      onClose={props.onClose}
      size="sm"
      title={warnings.length > 0 ? texts.callCheckTitle : texts.callWhich}
    >
      {warnings.length > 0 && (
        <ul className="mb-4 grid gap-2 rounded-md bg-warn-soft px-4 py-3 text-on-warn-soft">
          {warnings.map((warning) => (
            <li key={warning.kind} className="flex items-start gap-2">
              <TriangleAlert size={18} className="mt-0.5 shrink-0" aria-hidden />
              {contactWarningWords(warning, messages, language)}
            </li>
          ))}
        </ul>
      )}
      {props.contactWindow && (
        <p className="mb-4 text-sm text-ink-2 wrap-anywhere">
          {messages.cadence.contactWindow(props.contactWindow)}
        </p>
      )}
      <ul className="grid gap-2">
        {phones.map((phone) => (
          <li key={phone.id}>
            <Button full tone="outline" icon={Phone} onPress={() => props.onCall(phone)}>
              <span className="tnum">{maskContactPoint(phone)}</span>{' '}
              <span className="font-normal">
                {phone.label || messages.domain.contactPoint[phone.kind]}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
