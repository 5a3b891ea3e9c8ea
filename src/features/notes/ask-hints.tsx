import { UserRoundCheck } from 'lucide-react'
import { useFormContext, useWatch } from 'react-hook-form'
import { asksInText } from '#shared/domain/colleague-in-text.ts'
import type { Colleague } from '#replica/use-colleagues.ts'
import { useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { HeardHint, HintLine } from './hint-line.tsx'
import type { NoteFormValues } from './note-form.ts'

/** R21: who is named in the text and asked something is given it as a task in one tap. `usual`: a new note. */
export function AskHints(props: { usual: NoteFormValues; colleagues: readonly Colleague[] }) {
  const texts = useMessages().notes.asks
  const today = useToday()
  const { setValue, setFocus } = useFormContext<NoteFormValues>()
  const text = useWatch<NoteFormValues, 'text'>({ name: 'text' })
  const taken = useWatch<NoteFormValues, 'asks'>({ name: 'asks' })
  const asks = asksInText(text, props.colleagues, today).flatMap((ask) => {
    const who = props.colleagues.find(({ staffId }) => staffId === ask.staffId)?.called
    const isTaken = taken.some(({ staffId }) => staffId === ask.staffId)
    return who === undefined || isTaken ? [] : [{ ...ask, who }]
  })
  return (
    <>
      <HeardHint text={asks.map(({ who, said }) => texts.hint(who, said)).join(' ')} />
      {asks.map(({ staffId, who, said, title, dueOn }) => (
        <HintLine
          key={staffId}
          heard={texts.hint(who, said)}
          label={texts.give(who)}
          icon={UserRoundCheck}
          onPress={() => {
            const ask = { staffId, title, dueOn: dueOn ?? props.usual.nextDueOn }
            setValue('asks', [...taken, ask], { shouldDirty: true })
            // The button goes; the text is where one was.
            setFocus('text')
          }}
        />
      ))}
    </>
  )
}
