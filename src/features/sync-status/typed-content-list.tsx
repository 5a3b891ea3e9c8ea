import { useMessages } from '#i18n/language.tsx'
import { FactList } from '#ui/fact-list.tsx'
import type { TypedLine } from './typed-content.ts'

/** Everything that was typed, as label and value. */
export function TypedContent({ lines }: { lines: readonly TypedLine[] }) {
  const texts = useMessages().sync
  if (lines.length === 0) return <p className="text-sm text-ink-3">{texts.nothingTyped}</p>
  return (
    <div className="whitespace-pre-wrap">
      <FactList facts={lines} />
    </div>
  )
}
