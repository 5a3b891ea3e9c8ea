import type { Feedback } from '#shared/domain/feedback.ts'
import type { Replica } from '#replica/replica.ts'
import { type FileValues, filledOf } from './file-form.ts'

type Fixed = Partial<Pick<Feedback, 'customerId' | 'branchId' | 'noteId' | 'receivedBy'>>

/**
 * What the form of a feedback says, with what nobody changes in it. What was typed of a later step stays when the feedback is
 * set back: rows show it by the state. An answer that was never written has no day.
 */
export function feedbackData(values: FileValues, fixed: Fixed): Record<string, unknown> {
  const { customerId, branchId, noteId, receivedBy } = fixed
  const known = Object.entries({ customerId, branchId, noteId, receivedBy })
  const { answeredOn = '', ...rest } = values
  const isAnswered = values['state'] === 'answered' || (values['answer'] ?? '').trim() !== ''
  return {
    ...Object.fromEntries(known.filter(([, value]) => value !== undefined)),
    ...filledOf(isAnswered ? { ...rest, answeredOn } : rest),
  }
}

/**
 * ME8: the card about which the feedback of a note is written: of the one in whose file it is taken up and those merged into it,
 * the one that the note names, so that a device which does not know of a merge makes the same.
 */
export function feedbackOfNoteIsAbout(
  { mergedCustomers, customersNamed }: Pick<Replica, 'mergedCustomers' | 'customersNamed'>,
  noteId: string,
  about: string,
): string {
  const named = customersNamed('interaction', noteId)
  return [about, ...mergedCustomers(about)].find((id) => named.includes(id)) ?? about
}
