import * as z from 'zod/mini'
import { entitlementLimits, PolicyNumbers } from '#shared/domain/cadence-change.ts'
import { type CadencePolicy, type CadenceRules, contactBys } from '#shared/domain/cadence-rules.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { tiers, type Tier } from '#shared/domain/customer.ts'
import { forbiddenText } from '#shared/domain/forbidden-text.ts'
import { channels } from '#shared/domain/interaction.ts'
import { timeOfMinutes } from '#shared/domain/time-of-day.ts'
import { isTime, minutesOf } from './clock-text.ts'
import { wordsInText } from './words-in-text.ts'
import { typedNumber } from './typed-number.ts'

/** In the order of the form. */
export const policyNames = [
  'idealDays',
  'overdueDays',
  'gapDays',
  'monthlyCap',
  'productsInRow',
] as const

const typed = typedNumber('whole-number')
// What is wrong with one of them is said of the box that all are typed into.
const listed = z.pipe(
  z.pipe(z.string(), z.transform(wordsInText)),
  z.array(z.string()).check(
    z.refine(
      (words) => words.every((word) => word.length <= entitlementLimits.length),
      'entitlement-too-long',
    ),
    z.refine((words) => words.length <= entitlementLimits.count, 'too-many-entitlements'),
    z.refine((words) => words.every((word) => forbiddenText(word) === null), 'looks-like-card'),
  ),
)
const policy = z.pipe(
  z.object({
    idealDays: typed,
    overdueDays: typed,
    gapDays: typed,
    monthlyCap: typed,
    productsInRow: typed,
    channels: z.array(z.enum(channels)),
    contactBy: z.optional(z.enum(contactBys)),
    entitlements: listed,
  }),
  PolicyNumbers,
)
const time = z.pipe(z.string().check(z.refine(isTime, 'no-time')), z.transform(minutesOf))

/** The cadence as it is typed; its value are numbers. Issues carry the name of the field and a code. */
export const CadenceForm = z.object({
  effectiveFrom: z.string().check(z.minLength(1, 'required')),
  tiers: z.object({ vip: policy, potential: policy, mass: policy }),
  quiet: z.object({ from: time, to: time }),
})
export type CadenceForm = z.input<typeof CadenceForm>
export type EnteredForm = z.output<typeof CadenceForm>

export function formOfCadence(rules: CadenceRules, effectiveFrom: CivilDate): CadenceForm {
  const { vip, potential, mass } = rules.tiers
  return {
    effectiveFrom,
    tiers: { vip: textsOf(vip), potential: textsOf(potential), mass: textsOf(mass) },
    quiet: { from: timeOfMinutes(rules.quiet.from), to: timeOfMinutes(rules.quiet.to) },
  }
}

/** What the form says; what it does not ask for stays. */
export function cadenceOfForm(form: EnteredForm, before: CadenceRules): CadenceRules {
  const { vip, potential, mass } = form.tiers
  return {
    ...before,
    quiet: form.quiet,
    tiers: {
      vip: { ...before.tiers.vip, ...vip },
      potential: { ...before.tiers.potential, ...potential },
      mass: { ...before.tiers.mass, ...mass },
    },
  }
}

/** The tiers for which another version says something else. */
export function changedTiers(before: CadenceRules, after: CadenceRules): Tier[] {
  return tiers.filter((tier) => {
    const [now, then] = [before.tiers[tier], after.tiers[tier]]
    return (
      policyNames.some((name) => now[name] !== then[name]) ||
      waysOf(now).join(' ') !== waysOf(then).join(' ') ||
      now.contactBy !== then.contactBy ||
      entitlementsText(now) !== entitlementsText(then)
    )
  })
}

function entitlementsText({ entitlements = [] }: CadencePolicy): string {
  return entitlements.join('、')
}

/** In one order, as the form gives them: each way is named or not, whatever stands first. */
function waysOf({ channels: named = [] }: CadencePolicy): CadenceForm['tiers'][Tier]['channels'] {
  return channels.filter((way) => named.includes(way))
}

function textsOf(numbers: CadencePolicy): CadenceForm['tiers'][Tier] {
  return {
    idealDays: String(numbers.idealDays),
    overdueDays: String(numbers.overdueDays),
    gapDays: String(numbers.gapDays),
    monthlyCap: String(numbers.monthlyCap),
    productsInRow: String(numbers.productsInRow),
    channels: waysOf(numbers),
    // Nobody is named until somebody chooses.
    contactBy: numbers.contactBy,
    entitlements: entitlementsText(numbers),
  }
}
