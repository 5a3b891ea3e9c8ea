import * as z from 'zod/mini'
import { civilDateInShanghai, type CivilDate } from '#shared/domain/civil-date.ts'
import {
  businessCategories,
  complaintChannels,
  complaintDemands,
  complaintReasons,
  type Complaint,
} from '#shared/domain/complaint.ts'
import { dayFault, earliestInstantDay } from '#shared/domain/day-bounds.ts'
import { keepableText } from '#shared/domain/keepable-text.ts'
import { textLimits } from '#shared/domain/text-limits.ts'

const required = (longest: number) =>
  z
    .string()
    .check(z.trim(), z.minLength(1, 'required'), z.maxLength(longest, 'too-long'), keepableText)
const optional = (longest: number) =>
  z.string().check(z.trim(), z.maxLength(longest, 'too-long'), keepableText)

export const sensitiveFlags = [
  'regulator',
  'media',
  'judicial',
  'petition',
  'drastic',
  'vulnerable',
] as const
/** How somebody who complains may feel; nobody comes delighted. */
export const emotions = ['-2', '-1', '0'] as const

/** What the form holds; an empty string is “not chosen”. `today` bounds the date of receipt. */
export function complaintFormSchema(today: CivilDate) {
  return z.object({
    complainantName: required(textLimits.name),
    contact: required(textLimits.line),
    matter: required(textLimits.paragraph),
    cause: required(textLimits.paragraph),
    receivedOn: z.string().check(
      z.minLength(1, 'required'),
      z.refine((day) => day <= today, 'future-date'),
      z.refine((day) => dayFault(day, { first: earliestInstantDay }) === null, 'date-too-early'),
    ),
    customerId: z.string(),
    channel: z.enum(complaintChannels),
    businessCategory: z.enum(['', ...businessCategories]),
    reason: z.enum(['', ...complaintReasons]),
    demand: z.enum(['', ...complaintDemands]),
    demandText: optional(textLimits.paragraph),
    amount: optional(textLimits.line),
    respondentStaffId: z.string(),
    sensitive: z.array(z.enum(sensitiveFlags)),
    emotion: z.enum(['', ...emotions]),
    apologised: z.boolean(),
  })
}
export type ComplaintForm = z.infer<ReturnType<typeof complaintFormSchema>>

/** The shape of a half-filled form: it may break every rule but this. */
export const complaintDraft = z.object({
  complainantName: z.string(),
  contact: z.string(),
  matter: z.string(),
  cause: z.string(),
  receivedOn: z.string(),
  customerId: z.string(),
  channel: z.enum(complaintChannels),
  businessCategory: z.enum(['', ...businessCategories]),
  reason: z.enum(['', ...complaintReasons]),
  demand: z.enum(['', ...complaintDemands]),
  demandText: z.string(),
  amount: z.string(),
  respondentStaffId: z.string(),
  sensitive: z.array(z.enum(sensitiveFlags)),
  emotion: z.enum(['', ...emotions]),
  apologised: z.boolean(),
})

/** A correction and what it started from, so that a restored one does not undo what came in meanwhile. */
export function correctionFormSchema(today: CivilDate) {
  return z.extend(complaintFormSchema(today), { before: complaintDraft })
}
export const correctionDraft = z.extend(complaintDraft, { before: complaintDraft })
export type CorrectionForm = z.infer<typeof correctionDraft>

/** An empty form for a complaint received today. */
export function emptyComplaintForm(
  today: CivilDate,
  customer?: { id: string; name: string },
): ComplaintForm {
  return {
    complainantName: customer?.name ?? '',
    contact: '',
    matter: '',
    cause: '',
    receivedOn: today,
    customerId: customer?.id ?? '',
    channel: 'branch_counter',
    businessCategory: '',
    reason: '',
    demand: '',
    demandText: '',
    amount: '',
    respondentStaffId: '',
    sensitive: [],
    emotion: '',
    apologised: false,
  }
}

/** The form filled with what a complaint holds now. */
export function complaintFormOf(complaint: Complaint): ComplaintForm {
  const emotion = emotions.find((each) => Number(each) === complaint.emotionStart)
  return {
    complainantName: complaint.complainantName,
    contact: complaint.contact,
    matter: complaint.matter,
    cause: complaint.cause,
    receivedOn: civilDateInShanghai(complaint.receivedAt),
    customerId: complaint.customerId ?? '',
    channel: complaint.channel,
    businessCategory: complaint.businessCategory ?? '',
    reason: complaint.reason ?? '',
    demand: complaint.demand ?? '',
    demandText: complaint.demandText ?? '',
    amount: complaint.amount ?? '',
    respondentStaffId: complaint.respondentStaffId ?? '',
    sensitive: complaint.sensitive,
    emotion: emotion ?? '',
    apologised: complaint.apologised ?? false,
  }
}

/**
 * The instant of receipt (ms): now for today, else noon of that day in Shanghai,
 * so that its civil date is the one chosen.
 */
export function receivedAt(receivedOn: CivilDate, now: number): number {
  if (receivedOn >= civilDateInShanghai(now)) return now
  return Date.parse(`${receivedOn}T12:00:00+08:00`)
}

/** The fields of a complaint that the form fills; what was left empty is absent. */
export function registeredFacts(form: ComplaintForm) {
  return {
    complainantName: form.complainantName.trim(),
    contact: form.contact.trim(),
    matter: form.matter.trim(),
    cause: form.cause.trim(),
    channel: form.channel,
    sensitive: form.sensitive,
    ...(form.customerId === '' ? {} : { customerId: form.customerId }),
    ...(form.businessCategory === '' ? {} : { businessCategory: form.businessCategory }),
    ...(form.reason === '' ? {} : { reason: form.reason }),
    ...(form.demand === '' ? {} : { demand: form.demand }),
    ...(form.demandText.trim() === '' ? {} : { demandText: form.demandText.trim() }),
    ...(form.amount.trim() === '' ? {} : { amount: form.amount.trim() }),
    ...(form.respondentStaffId === '' ? {} : { respondentStaffId: form.respondentStaffId }),
    ...(form.emotion === '' ? {} : { emotionStart: Number(form.emotion) }),
    ...(form.apologised ? { apologised: true } : {}),
  } satisfies Partial<Complaint>
}
