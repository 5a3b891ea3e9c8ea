import * as z from 'zod/mini'
import { EnteredChanges } from '#shared/domain/change-change.ts'
import type { ChangeRules } from '#shared/domain/change-rules.ts'
import { staleMonthsOf } from '#shared/domain/change-rules.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { type LifeEventKind, lifeEventKinds } from '#shared/domain/life-event.ts'
import { typedNumber } from './typed-number.ts'

/** In the order of the form. */
export const changeNumbers = ['maturityNoticeDays', 'watchDays', 'staleMonths'] as const

const typed = typedNumber('whole-number')
const typedDays = Object.fromEntries(lifeEventKinds.map((kind) => [kind, typed])) as Record<
  LifeEventKind,
  typeof typed
>

/** What changes suggest as it is typed; issues carry the name of the field and a code. */
export const ChangeForm = z.object({
  effectiveFrom: z.string().check(z.minLength(1, 'required')),
  rules: z.pipe(
    z.object({
      dueDays: z.object(typedDays),
      maturityNoticeDays: typed,
      watchDays: typed,
      staleMonths: typed,
    }),
    EnteredChanges,
  ),
})
export type ChangeForm = z.input<typeof ChangeForm>
export type EnteredForm = z.output<typeof ChangeForm>

export function formOfChanges(rules: ChangeRules, effectiveFrom: CivilDate): ChangeForm {
  const days = lifeEventKinds.map((kind) => [kind, String(rules.dueDays[kind] ?? 0)])
  return {
    effectiveFrom,
    rules: {
      dueDays: Object.fromEntries(days) as Record<LifeEventKind, string>,
      maturityNoticeDays: String(rules.maturityNoticeDays),
      watchDays: String(rules.watchDays),
      staleMonths: String(staleMonthsOf(rules)),
    },
  }
}
