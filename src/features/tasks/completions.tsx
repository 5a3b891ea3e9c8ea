import type { RecordOf } from '#shared/domain/record-types.ts'
import { useReplica } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'

/** ME5: two people finishing the same task are both named. */
export function Completions({ task }: { task: RecordOf<'task'> }) {
  const { language, messages } = useLanguage()
  const replica = useReplica()
  return (
    <ul className="grid gap-1 text-sm text-ink-3">
      {Object.entries(task.data.completions).map(([id, { by, at }]) => (
        <li key={id}>
          {messages.tasks.doneBy(
            replica.get('staff', by)?.data.name ?? messages.tasks.someone,
            formatInstant(language, at),
          )}
        </li>
      ))}
    </ul>
  )
}
