import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { maskPhone, parsePhone } from '#shared/domain/phone-number.ts'
import { useMessages } from '#i18n/language.tsx'
import { IconButton } from '#ui/icon-button.tsx'

/** How to reach the complainant; a phone number is masked until it is asked for (domain 5.2). */
export function ContactValue({ contact }: { contact: string }) {
  const texts = useMessages().complaints
  const [shown, setShown] = useState(false)
  if (!parsePhone(contact).ok) return contact
  return (
    <span className="flex items-center gap-1">
      <span className="tnum min-w-0 wrap-anywhere">{shown ? contact : maskPhone(contact)}</span>
      <span className="-my-2.5">
        <IconButton
          label={shown ? texts.hideContact : texts.showContact}
          icon={shown ? EyeOff : Eye}
          pressed={shown}
          onPress={() => setShown(!shown)}
        />
      </span>
    </span>
  )
}
