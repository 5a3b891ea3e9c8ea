import { useMessages } from '#i18n/language.tsx'
import { FactList } from '#ui/fact-list.tsx'
import type { TypedLine } from './typed-content.ts'

/** Everything that was typed, as label and value; beside it what stands there now, where that is given. */
export function TypedContent({ lines }: { lines: readonly TypedLine[] }) {
  const { sync, attention } = useMessages()
  if (lines.length === 0) return <p className="text-sm text-ink-3">{sync.nothingTyped}</p>
  const facts = lines.map(({ id, label, value, present }) => ({
    id,
    label,
    value:
      present === undefined ? (
        value
      ) : (
        <>
          {value}
          <span className="block text-sm text-ink-3">{attention.now(present)}</span>
        </>
      ),
  }))
  return (
    <div className="whitespace-pre-wrap">
      <FactList facts={facts} />
    </div>
  )
}
