import { Ban, Heart } from 'lucide-react'

/** Likes or taboos on the card: whole words, never cut. */
export function WordChips(props: {
  kind: 'likes' | 'taboos'
  label: string
  words: readonly string[]
}) {
  if (props.words.length === 0) return null
  const Icon = props.kind === 'taboos' ? Ban : Heart
  return (
    <div className="flex items-start gap-3">
      <span className="w-12 shrink-0 pt-1 text-sm text-ink-3">{props.label}</span>
      <ul className="flex min-w-0 flex-1 flex-wrap gap-1.5" aria-label={props.label}>
        {props.words.map((word) => (
          <li
            key={word}
            className={`flex min-h-8 min-w-0 items-center gap-1.5 rounded-sm px-2.5 py-1 text-sm font-medium ${props.kind === 'taboos' ? 'border border-line-strong text-ink' : 'bg-primary-soft text-on-primary-soft'}`}
          >
            <Icon size={14} className="shrink-0" aria-hidden />
            <span className="min-w-0 wrap-anywhere">{word}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
