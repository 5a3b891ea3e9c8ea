import { UserRoundCheck } from 'lucide-react'
import { useFormContext, useWatch } from 'react-hook-form'
import { nextWorkingDay } from '#shared/domain/working-calendar.ts'
import type { Colleague } from '#replica/use-colleagues.ts'
import { useRules, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { asksLeft } from './asks-left.ts'
import { HeardHint, HintLine } from './hint-line.tsx'
import type { NoteFormValues } from './note-form.ts'

/** R21: who is named in the text and asked something is given it as a task in one tap. `textBefore` is '' in a new note. */
export function AskHints(props: { textBefore: string; colleagues: readonly Colleague[] }) {
  const texts = useMessages().notes.asks
  const today = useToday()
  const { workingCalendar } = useRules()
  const { setValue, setFocus } = useFormContext<NoteFormValues>()
  const text = useWatch<NoteFormValues, 'text'>({ name: 'text' })
  const taken = useWatch<NoteFormValues, 'asks'>({ name: 'asks' })
  const asks = asksLeft({ text, asks: taken }, props.textBefore, props.colleagues, today)
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
            const usual = nextWorkingDay(workingCalendar, today).on
            const ask = { staffId, title, dueOn: dueOn ?? usual }
            setValue('asks', [...taken, ask], { shouldDirty: true })
            // The button goes; the text is where one was.
            setFocus('text')
          }}
        />
      ))}
    </>
  )
}
