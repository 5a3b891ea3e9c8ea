import type { CivilDate } from '#shared/domain/civil-date.ts'
import type { LifeEventKind } from '#shared/domain/life-event.ts'
import type { ChangesMessages } from '#i18n/changes/use-changes-messages.ts'
import { formatDate } from '#i18n/format.ts'
import type { Language } from '#i18n/language.tsx'

/** As much of a note as a title takes, in characters. */
const longestNote = 40

/** The title of the task that a change suggests: every day of it says its year only when it is another one. */
export function changeTaskTitle(
  change: {
    kind: LifeEventKind
    on: CivilDate
    note?: string | undefined
    /** What matures. */
    product: string
  },
  words: { texts: ChangesMessages; language: Language; presentYear: number },
): string {
  const { texts, language, presentYear } = words
  const task = texts.task[change.kind]
  if (change.kind === 'maturity') {
    return texts.maturityTask(
      change.product,
      formatDate(language, change.on, { presentYear }),
      task,
    )
  }
  const note = change.note?.trim() ?? ''
  if (change.kind !== 'other' || note === '') return task
  const signs = Array.from(note.replaceAll('\n', ' '))
  const short =
    signs.length > longestNote ? `${signs.slice(0, longestNote).join('')}…` : signs.join('')
  return texts.otherTask(task, short)
}
