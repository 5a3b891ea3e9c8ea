import * as z from 'zod/mini'
import { CivilDate } from '#shared/domain/civil-date.ts'
import { EnteredCadence } from '#shared/domain/cadence-change.ts'
import { EnteredChanges } from '#shared/domain/change-change.ts'
import { EnteredChurn } from '#shared/domain/churn-change.ts'
import { RuleNumbers, YearPlan } from '#shared/domain/rule-change.ts'

/**
 * `POST /admin/rules`: a new version of the rules, from a day on that has not passed. What is left out stays as it will be on
 * that day.
 */
export const PublishRulesRequest = z.strictObject({
  effectiveFrom: CivilDate,
  numbers: z.optional(RuleNumbers),
  cadence: z.optional(EnteredCadence),
  churn: z.optional(EnteredChurn),
  changes: z.optional(EnteredChanges),
})
export type PublishRulesRequest = z.infer<typeof PublishRulesRequest>

/** `POST /admin/rules/years`: the working calendar of one year, from now on. */
export const PublishYearRequest = YearPlan
export type PublishYearRequest = z.infer<typeof PublishYearRequest>

/** `PATCH /admin/rules/:id`: takes back a version that has not begun, or gives it again. */
export const ChangeRulesRequest = z.strictObject({ withdrawn: z.boolean() })
export type ChangeRulesRequest = z.infer<typeof ChangeRulesRequest>

/** The version as it is now; devices get it by sync. */
export const RulesAnswer = z.strictObject({ id: z.uuid(), version: z.number() })
export type RulesAnswer = z.infer<typeof RulesAnswer>
