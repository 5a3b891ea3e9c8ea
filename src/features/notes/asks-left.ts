import type { CivilDate } from '#shared/domain/civil-date.ts'
import {
  type AskInText,
  asksInText,
  type CalledColleague,
} from '#shared/domain/colleague-in-text.ts'
import type { NoteFormValues } from './note-form.ts'

/** Something that a note asks a colleague, who is told nothing of it yet. */
export interface AskLeft extends AskInText {
  who: string
}

/** R21: what a note asks colleagues and gives nobody. `textBefore` is the note as it was opened: what stood there was decided then. */
export function asksLeft(
  { text, asks }: Pick<NoteFormValues, 'text' | 'asks'>,
  textBefore: string,
  colleagues: readonly CalledColleague[],
  today: CivilDate,
): AskLeft[] {
  const before = asksInText(textBefore, colleagues, today)
  return asksInText(text, colleagues, today).flatMap((ask) => {
    const { staffId, said } = ask
    const who = colleagues.find((colleague) => colleague.staffId === staffId)?.called
    const isTaken = asks.some((taken) => taken.staffId === staffId)
    const isOld = before.some((old) => old.staffId === staffId && old.said === said)
    return who === undefined || isTaken || isOld ? [] : [{ ...ask, who }]
  })
}
