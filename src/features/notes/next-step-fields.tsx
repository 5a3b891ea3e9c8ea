import { ListTodo } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useController, useWatch } from 'react-hook-form'
import { civilDateParts } from '#shared/domain/civil-date.ts'
import { isWorkingDay } from '#shared/domain/working-calendar.ts'
import { useRules, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { FilterChip } from '#ui/chips.tsx'
import { DateField } from '#ui/date-field.tsx'
import { TextField } from '#ui/text-field.tsx'
import type { NoteFormValues } from './note-form.ts'
import { useNoteField } from './note-fields.tsx'
import { useNextStep } from './use-next-step.ts'

/** R2: one tap makes a task of the note; title, day and whether it was promised are filled in already. */
export function NextStepFields({ usual }: { usual: NoteFormValues }) {
  const texts = useMessages().notes
  const today = useToday()
  const { workingCalendar } = useRules()
  const {
    field: { ref: chip },
  } = useController<NoteFormValues, 'nextStep'>({ name: 'nextStep' })
  const promise = useController<NoteFormValues, 'nextPromise'>({ name: 'nextPromise' })
  const title = useNoteField('nextTitle')
  const dueOn = useNoteField('nextDueOn')
  const day = useWatch<NoteFormValues, 'nextDueOn'>({ name: 'nextDueOn' })
  const open = useWatch<NoteFormValues, 'nextStep'>({ name: 'nextStep' })
  const { add, drop, say } = useNextStep(usual)
  const box = useRef<HTMLDivElement>(null)
  const wasOpen = useRef(open)
  useEffect(() => {
    // What was filled must be seen; a draft that comes back stays where it begins.
    if (open && !wasOpen.current) box.current?.scrollIntoView({ block: 'nearest' })
    wasOpen.current = open
  }, [open])
  const guessed = day !== '' && !isWorkingDay(workingCalendar, day).certain
  return (
    <div ref={box} className={open ? 'grid gap-4 rounded-md bg-sunken p-4' : ''}>
      <div>
        <FilterChip
          label={open ? texts.nextStepOn : texts.nextStep}
          icon={ListTodo}
          pressed={open}
          ref={chip}
          onPress={open ? drop : add}
        />
      </div>
      {open && (
        <>
          <TextField
            {...title.field}
            onChange={(value) => {
              say('title')
              title.field.onChange(value)
            }}
            label={texts.nextStepTitle}
            required
            error={title.error}
          />
          <DateField
            {...dueOn.field}
            onChange={(value) => {
              say('day')
              dueOn.field.onChange(value)
            }}
            label={texts.nextStepDue}
            required
            min={today}
            description={guessed ? texts.estimatedYear(civilDateParts(day).year) : undefined}
            error={dueOn.error}
          />
          <Checkbox
            {...promise.field}
            onChange={(value) => {
              say('promise')
              promise.field.onChange(value)
            }}
            label={texts.nextStepPromise}
          />
        </>
      )}
    </div>
  )
}
