import { Check } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { differingPart } from '#shared/protocol/differing-part.ts'
import { namesNumber } from '#shared/protocol/names-number.ts'
import { useMessages } from '#i18n/language.tsx'
import type { SideWords } from './conflict-form.tsx'
import type { Passage, PassageChoice } from './text-passages.ts'

interface PassagePickProps {
  passage: Extract<Passage, { kind: 'differs' }>
  choice: PassageChoice | null
  /** Picked by the person, not only suggested. */
  chosen: boolean
  mine: SideWords
  theirs: SideWords
  onPick(choice: PassageChoice): void
}

/** One passage that differs: one version, the other, or both; native radios, so arrow keys work by themselves. */
export function PassagePick(props: PassagePickProps) {
  const { passage, choice, chosen, mine, theirs, onPick } = props
  const texts = useMessages().attention
  const id = useId()
  const { base, mine: myText, theirs: theirText } = passage
  // Beside the sentence that it replaced, a new one would say the same thing twice.
  const bothNew = myText !== '' && theirText !== '' && myText !== base && theirText !== base
  const option = (value: PassageChoice, children: ReactNode, slim = false) => (
    <label className={slim ? slimClass : cardClass}>
      <input
        type="radio"
        autoComplete="off"
        name={id}
        value={value}
        checked={choice === value}
        onChange={() => onPick(value)}
        className="peer sr-only"
      />
      {children}
      <Check
        size={18}
        strokeWidth={2.6}
        className={`hidden shrink-0 text-primary peer-checked:block ${slim ? '' : 'absolute top-3.5 right-3.5'}`}
        aria-hidden
      />
    </label>
  )
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 flex flex-wrap items-baseline gap-x-2 text-sm">
        <span className="tnum font-medium">{texts.passage(passage.index + 1)}</span>
        <span className="text-ink-3">{useWhy(props)}</span>
        {!chosen && choice !== null && <span className="text-primary">{texts.suggested}</span>}
      </legend>
      <div className="grid gap-2 md:grid-cols-2 md:gap-3">
        {option('mine', <Version heading={mine.heading} passage={passage} side="mine" />)}
        {option('theirs', <Version heading={theirs.heading} passage={passage} side="theirs" />)}
      </div>
      {bothNew && (
        <div className="mt-2 flex">{option('both', <span>{texts.bothStay}</span>, true)}</div>
      )}
    </fieldset>
  )
}

/** Why a passage is shown: who changed it, and whether a number makes it worth a look. */
function useWhy({ passage, theirs }: PassagePickProps): string {
  const texts = useMessages().attention
  const { base, mine } = passage
  if (mine !== base && passage.theirs !== base) return texts.bothChanged
  const who = mine === base ? texts.onlyTheirs(theirs.who) : texts.onlyMine
  const isNumber = passage.suggested === null && namesNumber(base + mine + passage.theirs)
  return isNumber ? `${who} · ${texts.withNumber}` : who
}

function Version(props: {
  heading: string
  passage: PassagePickProps['passage']
  side: 'mine' | 'theirs'
}) {
  const texts = useMessages().attention
  const { base, mine, theirs } = props.passage
  const [text, other] = props.side === 'mine' ? [mine, theirs] : [theirs, mine]
  const { before, differing, after } = differingPart(text, other)
  return (
    <span className="min-w-0 flex-1">
      <span className="block pr-7 text-xs font-medium text-ink-3">{props.heading}</span>
      {text === '' ? (
        <span className="mt-1 block text-ink-3">
          {base === '' ? texts.notAdded : texts.removed}
        </span>
      ) : (
        <span className="mt-1 block text-md wrap-anywhere whitespace-pre-line">
          {before}
          <strong className="font-semibold underline decoration-primary decoration-2 underline-offset-4">
            {differing}
          </strong>
          {after}
        </span>
      )}
    </span>
  )
}

const optionClass =
  'relative cursor-pointer rounded-md border border-line-strong bg-surface transition-colors duration-150 hover:border-ink-3 has-checked:border-primary has-checked:bg-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-primary'
const cardClass = `${optionClass} flex min-h-16 min-w-0 items-start p-3.5 has-checked:[&_.text-ink-3]:text-on-primary-soft`
const slimClass = `${optionClass} inline-flex min-h-11 items-center gap-1.5 px-4 text-base text-ink-2 md:min-h-10 has-checked:font-semibold has-checked:text-on-primary-soft`
