import { useFormContext } from 'react-hook-form'
import { useToday } from '#replica/use-replica.ts'
import { nextStepOf } from './next-step.ts'
import type { NoteFormValues, TaskPart } from './note-form.ts'

/** What the form does to the task of a note; `usual` is what the task says when the text says nothing. */
export function useNextStep(usual: NoteFormValues | undefined) {
  const { getValues, setValue } = useFormContext<NoteFormValues>()
  const today = useToday()
  const fill = () => {
    if (usual === undefined) return
    const { nextTitle, nextDueOn, nextPromise } = nextStepOf(getValues(), usual, today)
    setValue('nextTitle', nextTitle)
    setValue('nextDueOn', nextDueOn)
    setValue('nextPromise', nextPromise)
  }
  return {
    /** Makes the task, filled from the text. */
    add: () => {
      setValue('nextStep', true)
      fill()
    },
    drop: () => setValue('nextStep', false),
    /** Keeps the task in step with a text that is still being written. */
    follow: () => {
      if (getValues('nextStep')) fill()
    },
    /** Somebody filled this part: it is theirs from now on. */
    say: (part: TaskPart) => {
      const said = getValues('nextSaid')
      if (!said.includes(part)) setValue('nextSaid', [...said, part])
    },
  }
}
