export type DiscTier = 'vip' | 'potential' | 'mass'

export interface SurnameDiscProps {
  /** One character, or two of a compound surname (欧阳); of a longer text the first is shown. */
  surname: string
  tier: DiscTier
  size?: 'sm' | 'md' | 'lg' | undefined
}

/** A face without a photo. The full name stands beside it, so screen readers skip it. */
export function SurnameDisc(props: SurnameDiscProps) {
  const { text, className } = discOf(props)
  return (
    <span aria-hidden className={className}>
      {text}
    </span>
  )
}

/** What stands in a disc and how it looks, for rows that are painted. */
export function discOf(props: SurnameDiscProps): { text: string; className: string } {
  const characters = [...props.surname.trim()]
  const compound = characters.length === 2
  const size = props.size ?? 'md'
  return {
    text: compound ? characters.join('') : (characters[0] ?? ''),
    className: `grid shrink-0 place-items-center rounded-full font-semibold select-none ${tierClass[props.tier]} ${discClass[size]} ${compound ? compoundClass[size] : textClass[size]}`,
  }
}

const discClass = { sm: 'size-8', md: 'size-10', lg: 'size-14' }
const textClass = { sm: 'text-sm', md: 'text-md', lg: 'text-xl' }
const compoundClass = { sm: 'text-[11px]', md: 'text-sm', lg: 'text-lg' }
const tierClass: Record<DiscTier, string> = {
  vip: 'bg-plum-soft text-on-plum-soft',
  potential: 'bg-primary-soft text-on-primary-soft',
  mass: 'bg-sunken text-ink-2',
}
