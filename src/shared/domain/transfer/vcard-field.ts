import type { TransferField } from './transfer-field.ts'

/** Fields for which vCard has no property, under names of our own (RFC 6350, 6.10). */
export const ownProperties: Partial<Record<TransferField, string>> = {
  salutation: 'X-BRANCHBOOK-SALUTATION',
  tier: 'X-BRANCHBOOK-TIER',
  likes: 'X-BRANCHBOOK-LIKES',
  taboos: 'X-BRANCHBOOK-TABOOS',
  family: 'X-BRANCHBOOK-FAMILY',
  habits: 'X-BRANCHBOOK-HABITS',
  needs: 'X-BRANCHBOOK-NEEDS',
  relations: 'X-BRANCHBOOK-RELATIONS',
  planGoals: 'X-BRANCHBOOK-PLAN-GOALS',
  planNextSteps: 'X-BRANCHBOOK-PLAN-NEXT-STEPS',
  planReviewOn: 'X-BRANCHBOOK-PLAN-REVIEW-ON',
}
