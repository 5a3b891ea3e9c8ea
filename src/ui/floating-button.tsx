import type { LucideIcon } from 'lucide-react'
import type { ReactNode, Ref } from 'react'

/** The main action of a screen on a phone, above the bottom tabs and in reach of the thumb. */
export function FloatingButton({
  ref,
  ...props
}: {
  icon: LucideIcon
  children: ReactNode
  onPress: () => void
  ref?: Ref<HTMLButtonElement> | undefined
}) {
  const Icon = props.icon
  return (
    <button
      ref={ref}
      type="button"
      data-floating
      onClick={props.onPress}
      className="fixed right-4 bottom-[calc(72px+env(safe-area-inset-bottom))] z-20 inline-flex min-h-14 max-w-[calc(100vw-32px)] cursor-pointer items-center gap-2 rounded-lg bg-primary px-5 text-md font-semibold text-on-primary shadow-float transition-[background-color,scale] duration-150 select-none hover:bg-primary-hover active:scale-[.98] motion-reduce:active:scale-100 md:hidden"
    >
      <Icon size={22} className="shrink-0" aria-hidden />
      <span className="truncate">{props.children}</span>
    </button>
  )
}
