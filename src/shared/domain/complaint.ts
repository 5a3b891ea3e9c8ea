import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { Instant } from './instant.ts'
import {
  requiredLine,
  requiredParagraph,
  lineText,
  paragraphText,
  nameText,
} from './text-limits.ts'

/** 投诉渠道 after JR/T 0169-2018 axis A; slugs are ours, the official codes are not known. */
export const complaintChannels = [
  'branch_counter',
  'self_service',
  'ebank',
  'phone',
  'app',
  'sms',
  'social',
  'third_party',
  'back_office',
  'other',
] as const

/** 业务类别 after JR/T 0169-2018 axis B. */
export const businessCategories = [
  'savings',
  'loan',
  'debit_card',
  'credit_card',
  'payment',
  'own_wealth',
  'agency',
  'fx',
  'precious_metal',
  'rmb_management',
  'treasury',
  'personal_info',
  'collection',
  'other_fee',
  'other',
] as const

/** 投诉原因 after JR/T 0169-2018 axis C. */
export const complaintReasons = [
  'service_attitude',
  'facility_system',
  'rule_process',
  'marketing',
  'disclosure',
  'free_choice',
  'pricing',
  'return',
  'contract',
  'fund_safety',
  'info_safety',
  'collection_method',
  'other',
] as const

export const complaintDemands = [
  'refund',
  'verify',
  'reply',
  'enquire',
  'compensate',
  'stop_contact',
  'speed_up',
  'restore',
  'other',
] as const

const event = {
  id: z.uuid(),
  by: z.uuid(),
  occurredAt: Instant,
  recordedAt: z.optional(z.number()),
  no: z.optional(z.number()),
}

/**
 * ME6: what happened to a complaint, only ever appended. `occurredAt` (ms) is claimed by the writer,
 * `recordedAt` (ms) and `no` are the server's. A correction is a `note`.
 */
export const ComplaintEvent = z.discriminatedUnion('kind', [
  z.strictObject({ ...event, kind: z.literal('registered') }),
  z.strictObject({ ...event, kind: z.literal('accepted') }),
  z.strictObject({ ...event, kind: z.literal('progress'), text: requiredParagraph }),
  z.strictObject({ ...event, kind: z.literal('note'), text: requiredParagraph }),
  /** 答复办结: decision and basis told to the complainant, how, and the ways of remedy named. */
  z.strictObject({
    ...event,
    kind: z.literal('closed'),
    reply: requiredParagraph,
    basis: z.optional(paragraphText),
    noticeHow: z.enum(['in_person', 'phone', 'sms', 'mail', 'post']),
    remediesTold: z.boolean(),
  }),
  z.strictObject({ ...event, kind: z.literal('withdrawn'), text: z.optional(paragraphText) }),
])
export type ComplaintEvent = z.infer<typeof ComplaintEvent>

/** 投诉 complaint: what was registered, and the events since. Its state is a fold over the events. */
export const Complaint = z.strictObject({
  branchId: z.uuid(),
  /** `<branch>-YYYY-NNNN`, given by the server; until then the device shows its temporary number. */
  number: z.optional(z.string()),
  temporaryNumber: z.string().check(z.maxLength(40)),
  // The four required fields (R78).
  complainantName: nameText,
  contact: requiredLine,
  matter: requiredParagraph,
  cause: requiredParagraph,
  customerId: z.optional(z.uuid()),
  /** Instant in ms; its civil date in Shanghai is day 0 of the clock. */
  receivedAt: Instant,
  receivedBy: z.uuid(),
  channel: z.enum(complaintChannels),
  businessCategory: z.optional(z.enum(businessCategories)),
  reason: z.optional(z.enum(complaintReasons)),
  demand: z.optional(z.enum(complaintDemands)),
  demandText: z.optional(paragraphText),
  amount: z.optional(lineText),
  /** The colleague complained about; makes the complaint restricted. */
  respondentStaffId: z.optional(z.uuid()),
  /** Flags that make the complaint restricted (domain 3.2, sensitive flags). */
  sensitive: z.array(
    z.enum(['regulator', 'media', 'judicial', 'petition', 'drastic', 'vulnerable']),
  ),
  emotionStart: z.optional(z.number().check(z.int(), z.minimum(-2), z.maximum(2))),
  apologised: z.optional(z.boolean()),
  events: z.record(z.string(), ComplaintEvent),
})
export type Complaint = z.infer<typeof Complaint>

export const complaintPolicies: MergePolicies<Complaint> = {
  branchId: 'fixed',
  number: 'server',
  temporaryNumber: 'fixed',
  complainantName: 'ask',
  contact: 'ask',
  matter: 'text',
  cause: 'text',
  customerId: 'latest',
  receivedAt: 'fixed',
  receivedBy: 'fixed',
  channel: 'latest',
  businessCategory: 'ask',
  reason: 'ask',
  demand: 'latest',
  demandText: 'text',
  amount: 'ask',
  respondentStaffId: 'fixed',
  sensitive: 'fixed',
  emotionStart: 'latest',
  apologised: 'latest',
  events: 'event-log',
}

/** SC1: a complaint that names a colleague or is flagged sensitive is restricted. */
export function isRestricted(
  complaint: Pick<Complaint, 'respondentStaffId' | 'sensitive'>,
): boolean {
  return complaint.respondentStaffId !== undefined || complaint.sensitive.length > 0
}
