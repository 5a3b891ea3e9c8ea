import { Eye, EyeOff } from 'lucide-react'
import { IconButton } from './icon-button.tsx'
import { useUiTexts } from './ui-texts.tsx'
import { useReveal, type Reveal } from './use-reveal.ts'

export interface MaskedValueProps {
  /** What it is: “手机”. */
  label: string
  masked: string
  value: string
  /** Notes the look; false: it must not be shown. */
  onShow: () => Promise<boolean>
}

/** SE7: a sensitive value, masked until it is asked for. */
export function MaskedValue({ label, masked, value, onShow }: MaskedValueProps) {
  const reveal = useReveal(onShow)
  return (
    <span className="inline-flex max-w-full items-center gap-1 align-middle">
      <span aria-live="polite" className="tnum min-w-0 wrap-anywhere">
        <bdi>{reveal.shown ? value : masked}</bdi>
      </span>
      <RevealButton label={label} reveal={reveal} />
    </span>
  )
}

/** Shows what is masked, or hides it again. */
export function RevealButton({ label, reveal }: { label: string; reveal: Reveal }) {
  const texts = useUiTexts()
  const { shown, toggle } = reveal
  return (
    <span className="-my-2.5">
      <IconButton
        label={shown ? texts.hide(label) : texts.reveal(label)}
        icon={shown ? EyeOff : Eye}
        pressed={shown}
        onPress={toggle}
      />
    </span>
  )
}
