import { useMessages } from '#i18n/language.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { RevealButton } from '#ui/masked-value.tsx'
import { useReveal } from '#ui/use-reveal.ts'
import type { TypedLine } from './typed-content.ts'
import type { IssueLook } from './use-issue-look.ts'

interface TypedContentProps {
  lines: readonly TypedLine[]
  look: IssueLook
}

/** Everything that was typed, as label and value; beside it what stands there now, where that is given. */
export function TypedContent({ lines, look }: TypedContentProps) {
  const { sync } = useMessages()
  if (lines.length === 0) return <p className="text-sm text-ink-3">{sync.nothingTyped}</p>
  const facts = lines.map((line) => ({
    id: line.id,
    label: line.label,
    value: isMasked(line) ? <MaskedLine line={line} look={look} /> : <Line line={line} shown />,
  }))
  return (
    <div className="whitespace-pre-wrap">
      <FactList facts={facts} />
    </div>
  )
}

/** One tap shows both sides: they are of one field. */
function MaskedLine({ line, look }: { line: TypedLine; look: IssueLook }) {
  const reveal = useReveal(() => look([line.id]))
  return (
    <span className="flex items-start justify-between gap-1">
      <span aria-live="polite" className="min-w-0">
        <Line line={line} shown={reveal.shown} />
      </span>
      <RevealButton label={line.label} reveal={reveal} />
    </span>
  )
}

function Line({ line, shown }: { line: TypedLine; shown: boolean }) {
  const texts = useMessages().attention
  const { value, masked, present } = line
  return (
    <>
      <bdi>{shown ? value : (masked ?? value)}</bdi>
      {present !== undefined && (
        <span className="block text-sm text-ink-3">
          {texts.now(shown ? present.value : (present.masked ?? present.value))}
        </span>
      )}
    </>
  )
}

/** Whether there is something to be asked for. */
export function isMasked({ masked, present }: TypedLine): boolean {
  return masked !== null || (present?.masked ?? null) !== null
}
