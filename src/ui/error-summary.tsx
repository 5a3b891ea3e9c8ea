import { CircleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'

export interface Gap {
  /** The `name` of its field. */
  name: string
  label: string
}

/**
 * Counts what is missing and puts the focus on the first of it.
 * @param props.title for instance “还有 6 处需要补充”; announced as it appears
 * @param props.attempt grows with every try to send (react-hook-form's `submitCount`)
 */
export function ErrorSummary(props: { title: string; gaps: readonly Gap[]; attempt: number }) {
  const box = useRef<HTMLDivElement>(null)
  const { attempt, gaps } = props
  const first = gaps[0]?.name
  useEffect(() => {
    // Only a new attempt moves the focus: while typing, gaps close one by one under the hands.
    if (attempt > 0 && first !== undefined) focusField(box.current, first)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- see above: `first` may change freely
  }, [attempt])
  if (gaps.length === 0) return null
  return (
    <div ref={box} className="rounded-lg bg-danger-soft px-4 py-3 text-on-danger-soft">
      <p role="alert" className="flex items-start gap-3 font-medium">
        <CircleAlert size={22} className="mt-px shrink-0" aria-hidden />
        <span className="min-w-0 wrap-anywhere">{props.title}</span>
      </p>
      <ul className="-mb-1 flex flex-wrap gap-x-4 pl-8.5">
        {gaps.map((gap) => (
          <li key={gap.name} className="min-w-0">
            <button
              type="button"
              onClick={() => focusField(box.current, gap.name)}
              className="min-h-11 cursor-pointer rounded-sm text-left text-sm underline decoration-1 underline-offset-4 wrap-anywhere hover:decoration-2 md:min-h-8"
            >
              {gap.label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

const FOCUSABLE =
  'input:not([type=hidden]):not([tabindex="-1"]), textarea, [role="spinbutton"], button, [tabindex="0"]'

/** Finds the field by `data-field`, first in the same form, then on the page. */
function focusField(from: HTMLElement | null, name: string): void {
  const form = from?.closest('form')
  const field = (form ? fieldNamed(form, name) : undefined) ?? fieldNamed(document, name)
  const control = field?.querySelector<HTMLElement>(FOCUSABLE)
  if (!control) return
  control.focus({ preventScroll: true })
  field?.scrollIntoView({ block: 'center' })
}

function fieldNamed(within: ParentNode, name: string): HTMLElement | undefined {
  const fields = within.querySelectorAll<HTMLElement>('[data-field]')
  return [...fields].find((field) => field.dataset['field'] === name)
}
