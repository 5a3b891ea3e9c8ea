import * as z from 'zod/mini'
import { Role } from '#shared/domain/role.ts'

/**
 * SE6: what the audit notes, in the groups by which it is searched. An event that is in none of them is found by everything but
 * its group, and shown by its own name.
 */
export const auditGroups = {
  'sign-in': ['sign-in', 'sign-in-refused', 'sign-out', 'session-ended', 'session-reused'],
  account: [
    'set-up',
    'demo-filled',
    'staff-added',
    'staff-changed',
    'password-changed',
    'password-reset',
    'passkey-added',
    'passkey-removed',
  ],
  change: [
    'operation',
    'late-operation',
    'operation-changed',
    'customers-moved',
    'customers-merged',
    'merge-undone',
  ],
  privacy: [
    'view_unmasked',
    'customers-exported',
    'customers-exported-masked',
    'customer-shown',
    'customer-erased',
    'record-erased',
    'record-expired',
    'erasure-confirmed',
  ],
  device: [
    'epoch-started',
    'stale-epoch',
    'changes-lost',
    'taken-away',
    'wipe-ordered',
    'wipe-told',
    'wipe-confirmed',
    'wipe-withdrawn',
    'rescue-received',
    'rescue-handed-back',
    'recovery-key-made',
    'recovery-asked',
    'recovery-requested',
    'recovery-approved',
    'recovery-refused',
    'recovery-opened',
    'recovery-answered',
    'recovery-done',
  ],
  console: [
    'branch-added',
    'branch-changed',
    'rules-changed',
    'rules-withdrawn',
    'backup-made',
    'backup-failed',
    'audit-searched',
    'audit-exported',
    'audit-verified',
    'history-started',
    'outs-dropped',
  ],
} as const

export const AuditGroup = z.enum(['sign-in', 'account', 'change', 'privacy', 'device', 'console'])
export type AuditGroup = z.infer<typeof AuditGroup>

/** Most rows of one answer. */
export const mostAuditRows = 200
/** Most rows of one export; who needs more narrows the time. */
export const mostExportedRows = 50_000

const instant = z.number().check(z.int(), z.nonnegative())

/** What is looked for; all that is named must hold. Ids and codes alone, as the audit holds nothing else. */
export const AuditFilter = z.strictObject({
  /** What this colleague did, and what was done to the account. */
  staffId: z.optional(z.uuid()),
  /** What was done on this device, and to it. */
  device: z.optional(z.uuid()),
  /** What was done to this record. */
  record: z.optional(z.uuid()),
  group: z.optional(AuditGroup),
  /** Instants in ms: from the first on, before the second. */
  from: z.optional(instant),
  until: z.optional(instant),
})
export type AuditFilter = z.infer<typeof AuditFilter>

/** A place in the order of answers: the newest first, by time and number. */
export const AuditPlace = z.strictObject({ at: instant, no: z.number().check(z.int()) })
export type AuditPlace = z.infer<typeof AuditPlace>

/** `POST /admin/audit/search`. */
export const AuditSearchRequest = z.strictObject({
  filter: AuditFilter,
  /** The last row that is known: what comes after it. */
  after: z.optional(AuditPlace),
  most: z.number().check(z.int(), z.positive(), z.maximum(mostAuditRows)),
})
export type AuditSearchRequest = z.infer<typeof AuditSearchRequest>

/** A colleague as the audit names one. */
export const AuditPerson = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  staffNo: z.string(),
  role: Role,
})
export type AuditPerson = z.infer<typeof AuditPerson>

export const AuditItem = z.strictObject({
  no: z.number(),
  at: z.number(),
  what: z.string(),
  /** Who did it; null for an operator or the server itself. */
  by: z.nullable(AuditPerson),
  device: z.nullable(z.string()),
  refType: z.nullable(z.string()),
  refId: z.nullable(z.string()),
  /** The colleague whom it is about. */
  about: z.nullable(AuditPerson),
  code: z.nullable(z.string()),
  /** When it was done by the clock of the device, corrected, where that is not when it arrived; an instant in ms like `at`. */
  claimedAt: z.optional(z.number()),
})
export type AuditItem = z.infer<typeof AuditItem>

export const AuditSearchResponse = z.strictObject({
  items: z.array(AuditItem),
  /** Whether there is more behind the last one. */
  more: z.boolean(),
})
export type AuditSearchResponse = z.infer<typeof AuditSearchResponse>

/** `POST /admin/audit/export`: a table as text, with who took it out and when in its first line. */
export const AuditExportRequest = z.strictObject({ filter: AuditFilter })
export type AuditExportRequest = z.infer<typeof AuditExportRequest>

/** `GET /admin/audit/state`: how far the chain goes, where it was signed, and how it was when it was last looked through. */
export const AuditState = z.strictObject({
  rows: z.number(),
  /** The last signed head that this process has at hand. */
  signed: z.nullable(z.strictObject({ no: z.number(), at: z.number() })),
  verified: z.nullable(
    z.strictObject({
      at: z.number(),
      whole: z.boolean(),
      /** Rows that were looked through, or the first that is wrong. */
      row: z.number(),
    }),
  ),
  /** While it is looked through: rows so far. */
  running: z.nullable(z.strictObject({ done: z.number() })),
})
export type AuditState = z.infer<typeof AuditState>
