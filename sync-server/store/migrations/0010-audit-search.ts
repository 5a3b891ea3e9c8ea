import { statements } from './ddl.ts'

/**
 * SE6: the audit is searched by time, person, record and event, each in the order of the answers. Nearly all rows are operations,
 * so the index of events holds the others alone, and costs an operation nothing.
 */
export const auditIndexes = statements(() => [
  `create index audit_by_time on audit (at, no)`,
  `create index audit_by_staff on audit (staff_id, at, no)`,
  `create index audit_by_ref on audit (ref_id, at, no)`,
  `create index audit_by_what on audit (what, at, no) where what <> 'operation'`,
])
