import { ListTodo } from 'lucide-react'
import { useFormContext, useWatch } from 'react-hook-form'
import { promiseInText } from '#shared/domain/promise-in-text.ts'
import { useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { HeardHint, HintLine } from './hint-line.tsx'
import type { NoteFormValues } from './note-form.ts'
import { useNextStep } from './use-next-step.ts'

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
      <HeardHint text={heard} />
      {said !== undefined && (
        <HintLine
          heard={heard}
          label={texts.nextStep}
          icon={ListTodo}
          onPress={() => {
            add()
            // The button goes; its place in the order of the keyboard must not be lost.
            setFocus('nextStep')
          }}
        />
      )}
    </>
  )
}
