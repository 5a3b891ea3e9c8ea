import * as z from 'zod/mini'
import type { Branch } from '#shared/domain/branch.ts'
import {
  type AddBranchRequest,
  BranchCode,
  type ChangeBranchRequest,
} from '#shared/protocol/branch-message.ts'
import { timeOfMinutes } from '#shared/domain/time-of-day.ts'
import { isTime, minutesOf } from './clock-text.ts'

/** One weekday of the form, times as they are typed. */
const FormDay = z.object({ open: z.boolean(), from: z.string(), to: z.string() }).check(
  z.refine(({ open, from }) => !open || isTime(from), { error: 'no-time', path: ['from'] }),
  z.refine(({ open, to }) => !open || isTime(to), { error: 'no-time', path: ['to'] }),
  z.refine(
    ({ open, from, to }) =>
      !open || !isTime(from) || !isTime(to) || minutesOf(from) < minutesOf(to),
    { error: 'ends-before-start', path: ['to'] },
  ),
)

/** What an administrator enters of a branch. */
export const BranchForm = z.object({
  name: z.string().check(z.trim(), z.minLength(1, 'required'), z.maxLength(60, 'too-long')),
  code: BranchCode,
  complaintHotline: z
    .string()
    .check(z.trim(), z.maxLength(40, 'too-long'), z.regex(/^[\d ()+\-转]*$/, 'no-number')),
  days: z.array(FormDay).check(z.length(7)),
})
export type BranchForm = z.infer<typeof BranchForm>

/** The form of a branch as it is; a new one opens from nine to five on working days. */
export function formOf(branch: Branch | undefined): BranchForm {
  const usual = { from: 9 * 60, to: 17 * 60 }
  const hours = branch?.hours ?? [usual, usual, usual, usual, usual, null, null]
  return {
    name: branch?.name ?? '',
    code: branch?.code ?? '',
    complaintHotline: branch?.complaintHotline ?? '',
    days: hours.map((day) => ({
      open: day !== null,
      from: timeOfMinutes((day ?? usual).from),
      to: timeOfMinutes((day ?? usual).to),
    })),
  }
}

/** What the form asks of the server for a new branch. */
export function toNewBranch({ name, code, complaintHotline, days }: BranchForm): AddBranchRequest {
  const branch: AddBranchRequest = { name, code, hours: hoursOf(days) }
  if (complaintHotline !== '') branch.complaintHotline = complaintHotline
  return branch
}

/** What the form asks of the server for one that is there: what is not as it was. */
export function toBranchChange(
  { name, complaintHotline, days }: BranchForm,
  branch: Branch,
): ChangeBranchRequest {
  const change: ChangeBranchRequest = {}
  if (name !== branch.name) change.name = name
  if (complaintHotline !== (branch.complaintHotline ?? '')) {
    change.complaintHotline = complaintHotline
  }
  const hours = hoursOf(days)
  if (JSON.stringify(hours) !== JSON.stringify(branch.hours)) change.hours = hours
  return change
}

function hoursOf(days: BranchForm['days']): Branch['hours'] {
  return days.map(({ open, from, to }) =>
    open ? { from: minutesOf(from), to: minutesOf(to) } : null,
  )
}
