import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import type { MergePolicy } from '#shared/protocol/merge-policy.ts'
import type { PlacedRecord, RecordType } from '#shared/protocol/record.ts'
import type * as z from 'zod/mini'
import { Branch, branchPolicies } from './branch.ts'
import { ChurnSignal, churnSignalPolicies } from './churn-signal.ts'
import { Consent, consentPolicies } from './consent.ts'
import { Complaint, complaintPolicies } from './complaint.ts'
import { Customer, customerPolicies } from './customer.ts'
import { Feedback, feedbackPolicies } from './feedback.ts'
import { FinanceSnapshot, financeSnapshotPolicies } from './finance-snapshot.ts'
import { Handover, handoverPolicies } from './handover.ts'
import { ImportantDate, importantDatePolicies } from './important-date.ts'
import { Interaction, interactionPolicies } from './interaction.ts'
import { LifeEvent, lifeEventPolicies } from './life-event.ts'
import { LossReport, lossReportPolicies } from './loss-report.ts'
import { Need, needPolicies } from './need.ts'
import { Preference, preferencePolicies } from './preference.ts'
import { Profile, profilePolicies } from './profile.ts'
import { Relation, relationPolicies } from './relation.ts'
import { RuleTable, ruleTablePolicies } from './rule-table.ts'
import { ServicePlan, servicePlanPolicies } from './service-plan.ts'
import { Staff, staffPolicies } from './staff.ts'
import { SyncIssue, syncIssuePolicies } from './sync-issue.ts'
import { Task, taskPolicies } from './task.ts'
import { Template, templatePolicies } from './template.ts'

/** The data of each record type. */
export interface RecordData {
  branch: Branch
  staff: Staff
  'rule-table': RuleTable
  customer: Customer
  profile: Profile
  interaction: Interaction
  task: Task
  'important-date': ImportantDate
  complaint: Complaint
  handover: Handover
  'sync-issue': SyncIssue
  'loss-report': LossReport
  need: Need
  'finance-snapshot': FinanceSnapshot
  relation: Relation
  'service-plan': ServicePlan
  'churn-signal': ChurnSignal
  consent: Consent
  'life-event': LifeEvent
  feedback: Feedback
  preference: Preference
  template: Template
}

/** A record whose data was parsed. */
export type RecordOf<Type extends RecordType> = Omit<PlacedRecord, 'type' | 'data'> & {
  type: Type
  data: RecordData[Type]
}

interface RecordTypeDefinition {
  schema: z.ZodMiniType<object>
  policies: Record<string, MergePolicy>
  /** PL2: 1 today's work, 2 customer cards, 3 complaints and dates, 4 profiles and notes. */
  tier: number
}

function define<Data extends object>(
  schema: z.ZodMiniType<Data>,
  policies: MergePolicies<Data>,
  tier: number,
): RecordTypeDefinition {
  return { schema, policies, tier }
}

/** Schema, merge policy of each field, and pull tier of each record type: the only list of them. */
export const recordTypeDefinitions: Record<RecordType, RecordTypeDefinition> = {
  branch: define(Branch, branchPolicies, 1),
  staff: define(Staff, staffPolicies, 1),
  'rule-table': define(RuleTable, ruleTablePolicies, 1),
  'sync-issue': define(SyncIssue, syncIssuePolicies, 1),
  'loss-report': define(LossReport, lossReportPolicies, 1),
  handover: define(Handover, handoverPolicies, 1),
  task: define(Task, taskPolicies, 1),
  customer: define(Customer, customerPolicies, 2),
  complaint: define(Complaint, complaintPolicies, 3),
  'important-date': define(ImportantDate, importantDatePolicies, 3),
  profile: define(Profile, profilePolicies, 4),
  interaction: define(Interaction, interactionPolicies, 4),
  need: define(Need, needPolicies, 4),
  'finance-snapshot': define(FinanceSnapshot, financeSnapshotPolicies, 4),
  relation: define(Relation, relationPolicies, 4),
  'service-plan': define(ServicePlan, servicePlanPolicies, 4),
  'churn-signal': define(ChurnSignal, churnSignalPolicies, 4),
  consent: define(Consent, consentPolicies, 4),
  'life-event': define(LifeEvent, lifeEventPolicies, 4),
  feedback: define(Feedback, feedbackPolicies, 4),
  preference: define(Preference, preferencePolicies, 2),
  template: define(Template, templatePolicies, 4),
}
