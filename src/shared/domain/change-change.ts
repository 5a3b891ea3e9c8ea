import * as z from 'zod/mini'
import { type LifeEventKind, lifeEventKinds } from './life-event.ts'

/** Longest time (days): a year, so that a slip of the finger is noticed. */
const longestDays = 366
/** Longest time (months) after which what was said of a customer's life is asked again. */
const longestMonths = 60

const whole = (least: number, most: number) =>
  z.int('whole-number').check(z.minimum(least, 'too-few'), z.maximum(most, 'too-many'))

const dueDays = Object.fromEntries(
  lifeEventKinds.map((kind) => [kind, whole(-longestDays, longestDays)]),
) as Record<LifeEventKind, ReturnType<typeof whole>>

/** R27, R17: what changes suggest, as an administrator enters it; issues carry the name of the field and a code. */
export const EnteredChanges = z
  .strictObject({
    dueDays: z.strictObject(dueDays),
    maturityNoticeDays: whole(1, longestDays),
    watchDays: whole(7, longestDays),
    staleMonths: whole(1, longestMonths),
  })
  .check(
    z.refine((rules) => rules.maturityNoticeDays >= -rules.dueDays.maturity, {
      error: 'later-than-due',
      path: ['maturityNoticeDays'],
    }),
  )
export type EnteredChanges = z.infer<typeof EnteredChanges>
