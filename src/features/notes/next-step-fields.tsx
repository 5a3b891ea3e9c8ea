import { ListTodo } from 'lucide-react'
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

/** One tap makes a task of the note; title and day are filled in already. */
export function NextStepFields() {
  const texts = useMessages().notes
  const today = useToday()
  const { workingCalendar } = useRules()
  const nextStep = useController<NoteFormValues, 'nextStep'>({ name: 'nextStep' })
  const promise = useController<NoteFormValues, 'nextPromise'>({ name: 'nextPromise' })
  const title = useNoteField('nextTitle')
  const dueOn = useNoteField('nextDueOn')
  const day = useWatch<NoteFormValues, 'nextDueOn'>({ name: 'nextDueOn' })
  const open = nextStep.field.value
  const guessed = day !== '' && !isWorkingDay(workingCalendar, day).certain
  return (
    <div className={open ? 'grid gap-4 rounded-md bg-sunken p-4' : ''}>
      <div>
        <FilterChip
          label={open ? texts.nextStepOn : texts.nextStep}
          icon={ListTodo}
          pressed={open}
          onPress={() => nextStep.field.onChange(!open)}
        />
      </div>
      {open && (
        <>
          <TextField {...title.field} label={texts.nextStepTitle} required error={title.error} />
          <DateField
            {...dueOn.field}
            label={texts.nextStepDue}
            required
            min={today}
            description={guessed ? texts.estimatedYear(civilDateParts(day).year) : undefined}
            error={dueOn.error}
          />
          <Checkbox {...promise.field} label={texts.nextStepPromise} />
        </>
      )}
    </div>
  )
}
