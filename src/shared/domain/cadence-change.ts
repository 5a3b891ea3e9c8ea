import * as z from 'zod/mini'
import { CadenceRules, contactBys } from './cadence-rules.ts'
import { channels } from './interaction.ts'
import { keepableText } from './keepable-text.ts'

/** Longest time (days) that a rhythm may have: two years, so that a slip of the finger is noticed. */
const longestDays = 730

const whole = (least: number, most: number) =>
  z.int('whole-number').check(z.minimum(least, 'too-few'), z.maximum(most, 'too-many'))

const numbers = {
  idealDays: whole(1, longestDays),
  overdueDays: whole(1, longestDays),
  gapDays: whole(0, longestDays),
  /** Contacts of one day count as one. */
  monthlyCap: whole(1, 31),
  productsInRow: whole(1, 31),
}

/** Longest entitlement (UTF-16 units) and the most of a tier: they are read beside a customer, in a glance. */
export const entitlementLimits = { length: 30, count: 12 } as const

/** R35: what a tier may use, as an administrator enters it. */
const entitlements = z
  .array(
    z
      .string()
      .check(
        z.minLength(1, 'required'),
        z.maxLength(entitlementLimits.length, 'entitlement-too-long'),
        keepableText,
      ),
  )
  .check(z.maxLength(entitlementLimits.count, 'too-many-entitlements'))

/** R34: each way once. */
const ways = z.array(z.enum(channels)).check(z.maxLength(channels.length, 'too-many'))
const contactBy = z.optional(z.enum(contactBys))

interface Numbers {
  idealDays: number
  overdueDays: number
  gapDays: number
}

const overdueAfterIdeal = z.refine<Numbers>((policy) => policy.overdueDays >= policy.idealDays, {
  error: 'shorter-than-ideal',
  path: ['overdueDays'],
})
const gapWithinIdeal = z.refine<Numbers>((policy) => policy.gapDays <= policy.idealDays, {
  error: 'longer-than-ideal',
  path: ['gapDays'],
})

/** R34: what holds for one tier as an administrator enters it; issues carry the name of the field and a code. */
export const PolicyNumbers = z
  .strictObject({ ...numbers, channels: ways, contactBy, entitlements })
  .check(overdueAfterIdeal, gapWithinIdeal)

const EnteredPolicy = z
  .strictObject({
    ...numbers,
    weight: whole(1, 10),
    channels: z.optional(ways),
    contactBy,
    entitlements: z.optional(entitlements),
  })
  .check(overdueAfterIdeal, gapWithinIdeal)

/** The whole cadence as it is published. */
export const EnteredCadence = z.strictObject({
  tiers: z.strictObject({ vip: EnteredPolicy, potential: EnteredPolicy, mass: EnteredPolicy }),
  quiet: CadenceRules.shape.quiet,
  retry: z.strictObject({ afterDays: whole(1, 60), most: whole(1, 10) }),
})
