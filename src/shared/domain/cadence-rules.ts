import * as z from 'zod/mini'
import { channels } from './interaction.ts'
import { wordList } from './text-limits.ts'

/** Who contacts the customers of a tier: owner 主办, co_owner 主办或协办, lead 网点负责人. */
export const contactBys = ['owner', 'co_owner', 'lead'] as const

/** 联系节奏 for customers of one tier (domain rule 2.5; R34). */
export const CadencePolicy = z.strictObject({
  /** Civil days after a contact at which the next is due, and after which it is overdue. */
  idealDays: z.number(),
  overdueDays: z.number(),
  /** Civil days that lie at least between two contacts that the customer did not ask for. */
  gapDays: z.number(),
  /** Most contacts in a calendar month that the customer did not ask for. */
  monthlyCap: z.number(),
  /** Most contacts in a row that speak of products. */
  productsInRow: z.number(),
  /** What a customer of this tier weighs beside others who have waited as long. */
  weight: z.number(),
  /** R34: by which ways, and by whom; tables of before say neither. */
  channels: z.optional(z.array(z.enum(channels))),
  contactBy: z.optional(z.enum(contactBys)),
  /** R35 权益: what customers of this tier may use, in a few words each; tables of before name none. */
  entitlements: z.optional(wordList),
})
export type CadencePolicy = z.infer<typeof CadencePolicy>

const minuteOfDay = z.number().check(z.int(), z.minimum(0), z.maximum(24 * 60))

/** How often customers are contacted, and when not (R28, R34, R38, R39). */
export const CadenceRules = z.strictObject({
  tiers: z.strictObject({ vip: CadencePolicy, potential: CadencePolicy, mass: CadencePolicy }),
  /** No calls and text messages from one minute of the day until another, over midnight. */
  quiet: z.strictObject({ from: minuteOfDay, to: minuteOfDay }),
  /** After so many days somebody who was not reached is tried again, so many times at most. */
  retry: z.strictObject({ afterDays: z.number(), most: z.number() }),
})
export type CadenceRules = z.infer<typeof CadenceRules>

/**
 * The numbers of domain rule 2.5 and 3.4, which are assumptions of this product: no law names any. Used until a synced
 * table says otherwise. Quiet is 21:00 to 09:00, the practice of the trade.
 */
export const usualCadence: CadenceRules = {
  tiers: {
    vip: policy([30, 45, 7, 4, 2, 3]),
    potential: policy([60, 90, 14, 2, 2, 2]),
    mass: policy([180, 270, 30, 1, 1, 1]),
  },
  quiet: { from: 21 * 60, to: 9 * 60 },
  retry: { afterDays: 2, most: 3 },
}

function policy([idealDays, overdueDays, gapDays, monthlyCap, productsInRow, weight]: readonly [
  number,
  number,
  number,
  number,
  number,
  number,
]): CadencePolicy {
  return { idealDays, overdueDays, gapDays, monthlyCap, productsInRow, weight }
}
