import * as z from 'zod/mini'
import { keepableText } from '#shared/domain/keepable-text.ts'
import { textLimits } from '#shared/domain/text-limits.ts'

export const noticeWays = ['in_person', 'phone', 'sms', 'mail', 'post'] as const

const required = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, 'required'),
    z.maxLength(textLimits.paragraph, 'too-long'),
    keepableText,
  )
const optional = z
  .string()
  .check(z.trim(), z.maxLength(textLimits.paragraph, 'too-long'), keepableText)

/** 进展 or 补充说明. */
export const RemarkForm = z.object({ text: required })
export const RemarkDraft = z.object({ text: z.string() })
export type RemarkForm = z.infer<typeof RemarkDraft>

/** 撤回. */
export const WithdrawForm = z.object({ text: optional })

/**
 * 答复办结. Without the further remedies having been told (核查、调解、仲裁、诉讼) no complaint is closed
 * (domain invariant 8).
 */
export const CloseForm = z.object({
  reply: required,
  basis: optional,
  noticeHow: z.enum(['', ...noticeWays]).check(z.refine((way) => way !== '', 'required')),
  remediesTold: z.boolean().check(z.refine((told) => told, 'remedies-needed')),
})
export const CloseDraft = z.object({
  reply: z.string(),
  basis: z.string(),
  noticeHow: z.enum(['', ...noticeWays]),
  remediesTold: z.boolean(),
})
export type CloseForm = z.infer<typeof CloseDraft>

export const emptyRemark: RemarkForm = { text: '' }
export const emptyClose: CloseForm = { reply: '', basis: '', noticeHow: '', remediesTold: false }
