import type { ImportantDate } from '#shared/domain/important-date.ts'
import { dateKindIcon } from './date-kind-icon.ts'

/** The kind of a date as a sign; plum is for birthdays that are celebrated. */
export function DateDisc({ date }: { date: Pick<ImportantDate, 'kind' | 'celebrate'> }) {
  const Icon = dateKindIcon[date.kind]
  const isBirthday = date.kind === 'birthday' && date.celebrate
  return (
    <span
      aria-hidden
      className={`grid size-10 shrink-0 place-items-center rounded-full ${isBirthday ? 'bg-plum-soft text-on-plum-soft' : 'bg-sunken text-ink-2'}`}
    >
      <Icon size={20} strokeWidth={1.9} />
    </span>
  )
}
