import * as z from 'zod/mini'

const minutes = z.number().check(z.int(), z.minimum(0), z.maximum(24 * 60))

/** Opening hours of one weekday in minutes after midnight; `null` is closed. */
export const DayHours = z.nullable(
  z
    .strictObject({ from: minutes, to: minutes })
    .check(z.refine(({ from, to }) => from < to, 'ends-before-start')),
)
export type DayHours = z.infer<typeof DayHours>

const name = z.string().check(z.trim(), z.minLength(1, 'required'), z.maxLength(60, 'too-long'))
const hours = z.array(DayHours).check(z.length(7))
const complaintHotline = z
  .string()
  .check(z.trim(), z.maxLength(40, 'too-long'), z.regex(/^[\d ()+\-转]*$/, 'no-number'))

/** The short form in complaint numbers, such as `YLL-2026-0017`; it stays for ever. */
export const BranchCode = z
  .string()
  .check(z.trim(), z.minLength(1, 'required'), z.regex(/^[A-Za-z0-9]{2,12}$/, 'code-form'))

/** `POST /admin/branches`. */
export const AddBranchRequest = z.strictObject({
  name,
  code: BranchCode,
  hours: z.optional(hours),
  complaintHotline: z.optional(complaintHotline),
})
export type AddBranchRequest = z.infer<typeof AddBranchRequest>

/** `PATCH /admin/branches/:id`: what is not named stays; an empty hotline is none. */
export const ChangeBranchRequest = z.strictObject({
  name: z.optional(name),
  hours: z.optional(hours),
  complaintHotline: z.optional(complaintHotline),
})
export type ChangeBranchRequest = z.infer<typeof ChangeBranchRequest>

/** The branch as it is now; devices get it by sync. */
export const BranchAnswer = z.strictObject({ id: z.uuid() })
export type BranchAnswer = z.infer<typeof BranchAnswer>
