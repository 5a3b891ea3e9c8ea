import type { LucideIcon } from 'lucide-react'
import { useEffect, useState } from 'react'

/** How long, in ms, nobody typed before a screen reader hears of it; an assumption: a pause between two sentences. */
const pause = 1200

/** What was read from the text, and one tap that makes something of it. It waits below the text and asks nothing. */
export function HintLine(props: {
  heard: string
  label: string
  icon: LucideIcon
  onPress: () => void
}) {
  const Icon = props.icon
  return (
    <button
      type="button"
      onClick={props.onPress}
      className="flex min-h-11 w-full min-w-0 cursor-pointer items-center gap-2 rounded-sm px-1 text-left text-sm text-ink-2 hover:bg-sunken"
    >
      <span className="line-clamp-2 min-w-0 wrap-anywhere">{props.heard}</span>
      <span className="inline-flex shrink-0 items-center gap-1 font-semibold text-primary">
        <Icon size={16} className="shrink-0" aria-hidden />
        {props.label}
      </span>
    </button>
  )
}

/** Says it to a screen reader once it has not changed for a while. */
export function HeardHint({ text }: { text: string }) {
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause)
    return () => clearTimeout(timer)
  }, [text])
  return <output className="sr-only">{settled}</output>
}
