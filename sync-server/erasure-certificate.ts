import * as z from 'zod/mini'
import type { Reader } from './store/store.ts'

const Named = z.strictObject({ type: z.string(), id: z.string() })

/** SE7: what an erasure did, in ids and counts; it is kept for ever and holds nothing of the person. */
export const ErasureAccount = z.strictObject({
  /** What the operator gave as the reason. */
  reason: z.string(),
  /** How many records of each type are gone. */
  records: z.record(z.string(), z.number()),
  /** How many operations that waited are gone. */
  operationsWaiting: z.number(),
  /** Notes about other customers too or written together with such a note, and hand-overs: they stay, without the name. */
  sharedNotes: z.array(z.string()),
  handovers: z.array(z.string()),
  /** Customers who were shown as one with this one (ME8): each was erased, too, and has a certificate of its own. */
  together: z.optional(z.array(z.string())),
  /** Complaints that the law still keeps, and until when (instant in ms); null: they are still open. */
  complaintsKept: z.array(z.strictObject({ id: z.string(), until: z.nullable(z.number()) })),
  /** Records of others that hold a name like it; a person has to look. */
  stillMentionedIn: z.array(Named),
  /** Whether the free space of the database was wiped as well. */
  wiped: z.boolean(),
})
export type ErasureAccount = z.infer<typeof ErasureAccount>

/** A device that may have had the records. */
export interface CertifiedDevice {
  device: string
  /** Whose it is: staff number and name. */
  of: string
  /** Instant (ms) at which it said that it is past the erasure, and when it was last seen. */
  confirmedAt: number | null
  seenAt: number | null
}

export interface ErasureCertificate extends ErasureAccount {
  id: string
  customer: string
  /** Instant in ms. */
  erasedAt: number
  confirmed: CertifiedDevice[]
  pending: CertifiedDevice[]
}

/** How it stands with the erasure of a customer; undefined when there was none. */
export async function certificateOf(
  { erasures, staff, devices }: Pick<Reader, 'erasures' | 'staff' | 'devices'>,
  customerId: string,
): Promise<ErasureCertificate | undefined> {
  const erasure = await erasures.ofCustomer(customerId)
  if (erasure === undefined) return undefined
  const names = new Map(
    (await staff.all()).map(({ id, name, staffNo }) => [id, `${staffNo} ${name}`]),
  )
  const all: CertifiedDevice[] = []
  for (const { device, staffId, confirmedAt } of await erasures.devicesOf(erasure.id)) {
    const seenAt = (await devices.byId(device))?.seenAt ?? null
    all.push({ device, of: names.get(staffId) ?? staffId, confirmedAt, seenAt })
  }
  return {
    id: erasure.id,
    customer: erasure.customer,
    erasedAt: erasure.at,
    ...ErasureAccount.parse(JSON.parse(erasure.certificate)),
    confirmed: all.filter(({ confirmedAt }) => confirmedAt !== null),
    pending: all.filter(({ confirmedAt }) => confirmedAt === null),
  }
}
