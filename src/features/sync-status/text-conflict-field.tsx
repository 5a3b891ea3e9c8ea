import { PenLine, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { toast } from '#ui/toast.tsx'
import type { SideWords } from './conflict-form.tsx'
import type { TextAnswer, TextConflict } from './conflict-answers.ts'
import { PassagePick } from './passage-pick.tsx'
import type { Passage, PassageChoice } from './text-passages.ts'

interface TextConflictFieldProps {
  text: TextConflict
  mine: SideWords
  theirs: SideWords
  onAnswer(answer: TextAnswer): void
}

/** ME4: two versions of a text, sentence by sentence, and below it the text that comes of it. */
export function TextConflictField(props: TextConflictFieldProps) {
  const { text, mine, theirs, onAnswer } = props
  const { passages, answer } = text
  return (
    <div className="grid gap-5">
      <div className="grid gap-2 md:grid-cols-2 md:gap-3">
        <SideLine side={mine} />
        <SideLine side={theirs} />
      </div>
      {answer.edited === null && (
        <Passages
          passages={passages}
          answer={answer}
          mine={mine}
          theirs={theirs}
          onAnswer={onAnswer}
        />
      )}
      <Result {...props} />
    </div>
  )
}

function SideLine({ side }: { side: SideWords }) {
  return (
    <div className="min-w-0">
      <div className="text-sm font-semibold">{side.heading}</div>
      <div className="tnum text-sm text-ink-3 wrap-anywhere">
        {[side.who, side.when, side.device].filter(Boolean).join(' · ')}
      </div>
    </div>
  )
}

function Passages(props: {
  passages: readonly Passage[]
  answer: TextAnswer
  mine: SideWords
  theirs: SideWords
  onAnswer(answer: TextAnswer): void
}) {
  const { passages, answer, onAnswer } = props
  const texts = useMessages().attention
  const differing = passages.filter((passage) => passage.kind === 'differs')
  const pickAll = (choice: PassageChoice) =>
    onAnswer({
      ...answer,
      choices: Object.fromEntries(differing.map(({ index }) => [index, choice])),
    })
  return (
    <div className="grid gap-3">
      {differing.length > 1 && (
        <div className="flex flex-wrap items-center gap-2">
          <span className="mr-auto text-sm text-ink-3">{texts.passages(differing.length)}</span>
          <Button size="sm" tone="soft" onPress={() => pickAll('mine')}>
            {texts.allMine}
          </Button>
          <Button size="sm" tone="soft" onPress={() => pickAll('theirs')}>
            {texts.allTheirs}
          </Button>
        </div>
      )}
      {passages.map((passage, position) =>
        passage.kind === 'alike' ? (
          // oxlint-disable-next-line react/no-array-index-key -- passages have nothing but their place
          <AlikeText key={position} text={passage.text} />
        ) : (
          <PassagePick
            // oxlint-disable-next-line react/no-array-index-key -- passages have nothing but their place
            key={position}
            passage={passage}
            choice={answer.choices[passage.index] ?? passage.suggested}
            chosen={answer.choices[passage.index] !== undefined}
            mine={props.mine}
            theirs={props.theirs}
            onPick={(choice) =>
              onAnswer({ ...answer, choices: { ...answer.choices, [passage.index]: choice } })
            }
          />
        ),
      )}
    </div>
  )
}

/** Characters; a longer stretch that is alike is only hinted at. */
const longestAlike = 120
const shownOfAlike = 40

function AlikeText({ text }: { text: string }) {
  const texts = useMessages().attention
  const [whole, setWhole] = useState(false)
  const characters = [...text.trim()]
  if (characters.length === 0) return null
  if (whole || characters.length <= longestAlike) {
    return <p className="text-ink-3 wrap-anywhere whitespace-pre-line">{text.trim()}</p>
  }
  const hidden = characters.length - 2 * shownOfAlike
  return (
    <p className="text-ink-3 wrap-anywhere">
      {characters.slice(0, shownOfAlike).join('')}…{' '}
      <button
        type="button"
        onClick={() => setWhole(true)}
        className="min-h-8 cursor-pointer rounded-sm font-medium text-primary underline decoration-1 underline-offset-4"
      >
        {texts.alikeMore(hidden)}
      </button>{' '}
      …{characters.slice(-shownOfAlike).join('')}
    </p>
  )
}

/** What will be saved, word for word; it can be written by hand. */
function Result({ text, onAnswer }: TextConflictFieldProps) {
  const texts = useMessages().attention
  const app = useMessages().app
  const { answer, result, open, longest } = text
  const edit = (edited: string | null) => onAnswer({ ...answer, edited })
  const backToPicks = () => {
    const { edited } = answer
    edit(null)
    toast({
      text: texts.droppedEdit,
      action: { label: app.undo, onPress: () => edit(edited) },
    })
  }
  if (answer.edited !== null) {
    return (
      <div className="grid gap-2">
        <TextArea
          label={texts.result}
          value={answer.edited}
          onChange={edit}
          rows={5}
          max={longest}
          description={texts.editedByHand}
          error={result.length > longest ? texts.tooLong(longest) : undefined}
        />
        <div>
          <Button tone="ghost" size="sm" icon={Undo2} onPress={backToPicks}>
            {texts.backToPicks}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <section aria-label={texts.result} className="rounded-md bg-sunken p-4">
      <div className="flex flex-wrap items-center gap-x-3">
        <div className="min-w-0 flex-1 text-sm font-semibold">{texts.result}</div>
        <Button tone="ghost" size="sm" icon={PenLine} onPress={() => edit(result)}>
          {texts.editResult}
        </Button>
      </div>
      <p className="wrap-anywhere whitespace-pre-line" aria-live="polite">
        {result === '' ? <span className="text-ink-3">{texts.resultEmpty}</span> : result}
      </p>
      {open > 0 && <p className="mt-2 text-sm text-ink-3">{texts.resultOpen}</p>}
      {result.length > longest && (
        <p className="mt-2 text-sm font-medium text-danger">{texts.tooLong(longest)}</p>
      )}
    </section>
  )
}
