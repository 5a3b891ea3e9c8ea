import { useState } from 'react'
import { useMessages } from '#i18n/language.tsx'
import type { TypedLine } from './typed-content.ts'
import { TypedContent } from './typed-content-list.tsx'
import type { IssueLook } from './use-issue-look.ts'

/** Lines and characters up to which everything is shown at once. */
const shownLines = 4
const shownLength = 200

/** Everything that was typed; what is long is folded, never cut. */
export function FoldedContent({ lines, look }: { lines: readonly TypedLine[]; look: IssueLook }) {
  const texts = useMessages().attention
  const [whole, setWhole] = useState(false)
  const length = lines.reduce((sum, { value }) => sum + value.length, 0)
  const folds = lines.length > shownLines || length > shownLength
  return (
    <div className="rounded-md bg-sunken px-3.5 py-3">
      <div className={folds && !whole ? 'max-h-38 overflow-hidden fade-below' : ''}>
        <TypedContent lines={lines} look={look} />
      </div>
      {folds && (
        <button
          type="button"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
          className="-mb-2 min-h-11 cursor-pointer rounded-sm text-sm font-medium text-primary md:min-h-9"
        >
          {whole ? texts.showLess : texts.showAll}
        </button>
      )}
    </div>
  )
}
