import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '#i18n/language.tsx'
import { IconButton } from '#ui/icon-button.tsx'

/** A sensitive value, masked until it is asked for; masked again when the screen is left (SE7). */
export function MaskedValue(props: { label: string; masked: string; value: string }) {
  const texts = useMessages().profile
  const [shown, setShown] = useState(false)
  return (
    <span className="flex items-center gap-1">
      <span className="tnum min-w-0 wrap-anywhere">{shown ? props.value : props.masked}</span>
      <span className="-my-2.5">
        <IconButton
          label={shown ? texts.hide(props.label) : texts.show(props.label)}
          icon={shown ? EyeOff : Eye}
          pressed={shown}
          onPress={() => setShown(!shown)}
        />
      </span>
    </span>
  )
}
