import * as z from 'zod/mini'
import {
  handoverReasons,
  mostCustomersPerHandover,
  type Handover,
} from '#shared/domain/handover.ts'
import { forbiddenText } from '#shared/domain/forbidden-text.ts'
import { textLimits } from '#shared/domain/text-limits.ts'

/** The shape of a half-filled form: it may break every rule but this. An empty string is “not chosen”. */
export const HandoverDraft = z.object({
  fromId: z.string(),
  toId: z.string(),
  extent: z.enum(['some', 'all']),
  customerIds: z.array(z.string()),
  reason: z.enum(['', ...handoverReasons]),
  note: z.string(),
})
export type HandoverForm = z.infer<typeof HandoverDraft>

/** What must be filled in before a hand-over is proposed. */
export const HandoverFormSchema = HandoverDraft.check(
  z.superRefine(({ fromId, toId, extent, customerIds, reason, note }, context) => {
    const fail = (path: keyof HandoverForm, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (fromId === '') fail('fromId', 'pick-colleague')
    if (toId === '' || toId === fromId) fail('toId', 'pick-colleague')
    if (extent === 'some' && customerIds.length === 0) fail('customerIds', 'pick-customers')
    if (extent === 'some' && customerIds.length > mostCustomersPerHandover) {
      fail('customerIds', 'too-many')
    }
    if (reason === '') fail('reason', 'pick-reason')
    const forbidden = forbiddenText(note)
    if (note.length > textLimits.paragraph) fail('note', 'too-long')
    else if (forbidden !== null) fail('note', forbidden)
  }),
)

/** An empty form; with a customer, that one is chosen. */
export function emptyHandoverForm(fromId: string, customerId: string | undefined): HandoverForm {
  return {
    fromId,
    toId: '',
    extent: 'some',
    customerIds: customerId === undefined ? [] : [customerId],
    reason: '',
    note: '',
  }
}

/** A form as it was proposed before; customers that are somebody else's by now are left out. */
export function repeatedHandoverForm(
  { fromId, toId, customerIds, reason, note }: Handover,
  owned: ReadonlySet<string>,
): HandoverForm {
  return {
    fromId,
    toId,
    extent: customerIds === undefined ? 'all' : 'some',
    customerIds: (customerIds ?? []).filter((id) => owned.has(id)),
    reason,
    note: note ?? '',
  }
}

/** The proposal that a filled form makes. `openTasks`: how many come along, for the receiver who cannot see them. */
export function proposalOf(
  form: HandoverForm,
  { branchId, openTasks }: { branchId: string; openTasks: number | null },
): Handover {
  const { fromId, toId, extent, customerIds, reason } = form
  if (reason === '') throw new Error('A form without a reason was submitted.')
  const note = form.note.trim()
  return {
    branchId,
    fromId,
    toId,
    ...(extent === 'all' ? {} : { customerIds }),
    reason,
    ...(note === '' ? {} : { note }),
    ...(openTasks === null ? {} : { openTasks }),
  }
}
