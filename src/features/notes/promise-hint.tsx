import { ListTodo } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { promiseInText } from '#shared/domain/promise-in-text.ts'
import { useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import type { NoteFormValues } from './note-form.ts'
import { useNextStep } from './use-next-step.ts'

/** How long, in ms, nobody typed before a screen reader hears of it; an assumption: a pause between two sentences. */
const pause = 1200

/** R2: a promise in the text becomes a task in one tap. It waits below the text and asks nothing. */
export function PromiseHint({ usual }: { usual: NoteFormValues }) {
  const texts = useMessages().notes
  const today = useToday()
  const { setFocus } = useFormContext<NoteFormValues>()
  const text = useWatch<NoteFormValues, 'text'>({ name: 'text' })
  const taken = useWatch<NoteFormValues, 'nextStep'>({ name: 'nextStep' })
  const { add } = useNextStep(usual)
  const said = taken ? undefined : promiseInText(text, today)?.said
  const heard = said === undefined ? '' : texts.promised(said)
  return (
    <>
      <output className="sr-only">{useSettled(heard)}</output>
      {said !== undefined && (
        <button
          type="button"
          onClick={() => {
            add()
            // The button goes; its place in the order of the keyboard must not be lost.
            setFocus('nextStep')
          }}
          className="flex min-h-11 w-full min-w-0 cursor-pointer items-center gap-2 rounded-sm px-1 text-left text-sm text-ink-2 hover:bg-sunken"
        >
          <span className="line-clamp-2 min-w-0 wrap-anywhere">{heard}</span>
          <span className="inline-flex shrink-0 items-center gap-1 font-semibold text-primary">
            <ListTodo size={16} className="shrink-0" aria-hidden />
            {texts.nextStep}
          </span>
        </button>
      )}
    </>
  )
}

/** The text once it has not changed for a while. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
