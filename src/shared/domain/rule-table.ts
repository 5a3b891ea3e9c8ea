import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { CadenceRules, usualCadence } from './cadence-rules.ts'
import { ChangeRules, usualChangeRules } from './change-rules.ts'
import { ChurnRules, usualChurnRules } from './churn-rules.ts'
import { CivilDate } from './civil-date.ts'
import { WorkingCalendar } from './working-calendar.ts'

/** Every number of a rule, with the day from which it holds; synced, edited by an administrator. */
export const RuleTable = z.strictObject({
  version: z.number(),
  effectiveFrom: CivilDate,
  complaint: z.strictObject({
    /** Calendar days from receipt to the reply (银保监会令 2020 年第 3 号). */
    replyDays: z.number(),
    /** Days after the first and after the second extension, counted from receipt. */
    extendedReplyDays: z.number(),
    longestReplyDays: z.number(),
    /** Remaining days at which the clock turns amber. */
    warnDays: z.number(),
  }),
  dates: z.strictObject({
    /** How many days ahead the Today page shows important dates. */
    todayHorizonDays: z.number(),
  }),
  /** Tables made before there was a cadence have none: the usual numbers hold (`cadenceRulesOf`). */
  cadence: z.optional(CadenceRules),
  /** The same for those of before signals of leaving (`churnRulesOf`). */
  churn: z.optional(ChurnRules),
  /** The same for those of before the change watch (`changeRulesOf`). */
  changes: z.optional(ChangeRules),
  workingCalendar: WorkingCalendar,
})
export type RuleTable = z.infer<typeof RuleTable>

export const ruleTablePolicies: MergePolicies<RuleTable> = {
  version: 'server',
  effectiveFrom: 'server',
  complaint: 'server',
  dates: 'server',
  cadence: 'server',
  churn: 'server',
  changes: 'server',
  workingCalendar: 'server',
}

/** The numbers of domain rule 3.1 as in force since 2020-03-01; used until a synced table says otherwise. */
export function defaultRuleTable(workingCalendar: WorkingCalendar): RuleTable {
  return {
    version: 1,
    effectiveFrom: '2020-03-01',
    complaint: { replyDays: 15, extendedReplyDays: 30, longestReplyDays: 60, warnDays: 3 },
    dates: { todayHorizonDays: 7 },
    workingCalendar,
  }
}

/** The numbers of the cadence that hold under a table. */
export function cadenceRulesOf({ cadence }: Pick<RuleTable, 'cadence'>): CadenceRules {
  return cadence ?? usualCadence
}

/** The rules of churn signals that hold under a table. */
export function churnRulesOf({ churn }: Pick<RuleTable, 'churn'>): ChurnRules {
  return churn ?? usualChurnRules
}

/** What changes in a customer's life suggest under a table. */
export function changeRulesOf({ changes }: Pick<RuleTable, 'changes'>): ChangeRules {
  return changes ?? usualChangeRules
}
