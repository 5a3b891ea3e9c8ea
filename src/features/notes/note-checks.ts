import { isCivilDate } from '#shared/domain/civil-date.ts'
import { dayFault, earliestInstantDay } from '#shared/domain/day-bounds.ts'
import { forbiddenText } from '#shared/domain/forbidden-text.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { minutesOf } from './note-commands.ts'
import { NoteFormValues } from './note-form.ts'
import { needsCareForOthers, unsuitableOthers } from './other-customers.ts'
import { talkProblems, type TalkContext } from './product-talk-form.ts'

/** The schema of the form's resolver; messages are keys of the catalogue's `fieldErrors`. */
export function noteFormSchema(context: TalkContext & AskContext) {
  return NoteFormValues.check((check) => {
    for (const [field, code] of noteProblems(check.value, context)) {
      check.issues.push({ code: 'custom', path: [field], message: code, input: undefined })
    }
  })
}

/** R21: who can be asked something: the staff ids of those who work in the branch now. */
export interface AskContext {
  colleagueIds: ReadonlySet<string>
}

/** What keeps a note from being saved, in the order of the fields. */
function noteProblems(
  values: NoteFormValues,
  context: TalkContext & AskContext,
): [field: keyof NoteFormValues, code: string][] {
  const problems: [keyof NoteFormValues, string][] = talkProblems(values, context)
  if (unsuitableOthers(values, context).length > 0) problems.push(['others', 'others-unsuitable'])
  if (needsCareForOthers(values, context) && values.extraCare.trim() === '') {
    problems.push(['extraCare', 'care-required'])
  }
  const add = (field: keyof NoteFormValues, code: string | null) => {
    if (code !== null) problems.push([field, code])
  }
  add('text', textProblem(values))
  for (const field of ['concerns', 'expectations', 'feedback'] as const) {
    add(field, forbiddenText(values[field]))
    if (values[field].length > textLimits.paragraph) add(field, 'paragraph-too-long')
  }
  if (!isCivilDate(values.on)) add('on', 'date-required')
  else add('on', dayFault(values.on, { first: earliestInstantDay, last: context.today }))
  if (!/^([01]\d|2[0-3]):[0-5]\d$/u.test(values.time)) add('time', 'time')
  if (values.minutes.trim() !== '' && minutesOf(values.minutes) === null) add('minutes', 'minutes')
  for (const { staffId, title, dueOn } of values.asks) {
    // Chosen in a draft, or a moment ago, and gone since.
    if (!context.colleagueIds.has(staffId)) add('asks', 'colleague-gone')
    const isWhole = title.trim() !== '' && isCivilDate(dueOn)
    if (!isWhole) add('asks', 'ask-incomplete')
    else if (title.trim().length > textLimits.line) add('asks', 'line-too-long')
    else add('asks', dayFault(dueOn) ?? forbiddenText(title))
  }
  if (!values.nextStep) return problems
  if (values.nextTitle.trim() === '') add('nextTitle', 'title-required')
  else if (values.nextTitle.trim().length > textLimits.line) add('nextTitle', 'line-too-long')
  else add('nextTitle', forbiddenText(values.nextTitle))
  if (!isCivilDate(values.nextDueOn)) add('nextDueOn', 'date-required')
  else add('nextDueOn', dayFault(values.nextDueOn))
  return problems
}

function textProblem({ text, result }: NoteFormValues): string | null {
  // “No answer” says enough by itself.
  if (text.trim() === '' && result !== 'no_answer') return 'text-required'
  if (text.length > textLimits.note) return 'text-too-long'
  return forbiddenText(text)
}
