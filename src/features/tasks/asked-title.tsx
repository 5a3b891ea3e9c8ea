import { UserRoundCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { asksInText } from '#shared/domain/colleague-in-text.ts'
import { useColleagueSearch } from '#replica/use-colleague-search.ts'
import { useColleagues } from '#replica/use-colleagues.ts'
import { useSession, useToday } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { FilterChip } from '#ui/chips.tsx'
import { Mentionable } from '#ui/mentionable.tsx'
import type { TaskForm } from './task-form.ts'

/** R21: the title of a task; in a new one an @ offers colleagues, and one tap gives it to who is named. */
export function AskedTitle(props: {
  isNew: boolean
  value: string
  onChange: (title: string) => void
  children: ReactNode
}) {
  const { tasks: texts, notes, roleNames } = useMessages()
  const colleagues = useColleagues(roleNames)
  const { find, begin } = useColleagueSearch(colleagues, roleNames)
  const today = useToday()
  const { staffId } = useSession()
  const { control, setValue, setFocus } = useFormContext<TaskForm>()
  const assigneeId = useWatch({ control, name: 'assigneeId' })
  const isFree = props.isNew && assigneeId === staffId
  const given = colleagues.find((colleague) => colleague.staffId === assigneeId)?.called
  const [ask] = isFree ? asksInText(props.value, colleagues, today) : []
  const who = colleagues.find((colleague) => colleague.staffId === ask?.staffId)?.called
  if (!props.isNew) return props.children
  return (
    <div className="grid gap-2">
      <Mentionable
        value={props.value}
        onChange={props.onChange}
        find={find}
        onBegin={begin}
        label={notes.asks.colleagues}
        countLabel={notes.asks.found}
      >
        {props.children}
      </Mentionable>
      {ask !== undefined && who !== undefined && (
        <button
          type="button"
          onClick={() => {
            setValue('assigneeId', ask.staffId, { shouldDirty: true })
            props.onChange(ask.said)
            // The button goes; the title is where one was.
            setFocus('title')
          }}
          className="flex min-h-11 w-full min-w-0 cursor-pointer items-center gap-2 rounded-sm px-1 text-left text-sm text-ink-2 hover:bg-sunken"
        >
          <span className="line-clamp-2 min-w-0 wrap-anywhere">
            {texts.asked.giveTo(who, ask.said)}
          </span>
          <span className="inline-flex shrink-0 items-center gap-1 font-semibold text-primary">
            <UserRoundCheck size={16} className="shrink-0" aria-hidden />
            {texts.asked.give}
          </span>
        </button>
      )}
      {given !== undefined && (
        <div>
          <FilterChip
            label={notes.asks.on(given)}
            icon={UserRoundCheck}
            pressed
            onPress={() => {
              setValue('assigneeId', staffId, { shouldDirty: true })
              setFocus('title')
            }}
          />
        </div>
      )}
    </div>
  )
}
