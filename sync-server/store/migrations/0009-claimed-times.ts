import { statements } from './ddl.ts'

/** SE7: what was done without a network has a time of its own in the audit, beside the time at which it arrived. */
export const claimedTimes = statements(({ integer }) => [
  `alter table audit add column claimed_at ${integer}`,
])
