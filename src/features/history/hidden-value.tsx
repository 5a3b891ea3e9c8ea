import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '#i18n/language.tsx'
import { IconButton } from '#ui/icon-button.tsx'

/** A sensitive value, masked until it is asked for; masked again when the screen is left (SE7). */
export function HiddenValue(props: { label: string; masked: string; value: string }) {
  const [shown, setShown] = useState(false)
  return (
    <span className="inline-flex max-w-full items-center gap-1 align-middle">
      <span className="tnum min-w-0 wrap-anywhere">{shown ? props.value : props.masked}</span>
      <RevealButton label={props.label} shown={shown} onShow={setShown} />
    </span>
  )
}

/** Shows what is masked, or hides it again. */
export function RevealButton(props: {
  label: string
  shown: boolean
  onShow(shown: boolean): void
}) {
  const texts = useMessages().history
  const { label, shown, onShow } = props
  return (
    <span className="-my-2.5">
      <IconButton
        label={shown ? texts.hide(label) : texts.show(label)}
        icon={shown ? EyeOff : Eye}
        pressed={shown}
        onPress={() => onShow(!shown)}
      />
    </span>
  )
}
