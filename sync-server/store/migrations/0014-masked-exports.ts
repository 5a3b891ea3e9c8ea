import { statements } from './ddl.ts'

/** SE7: which exports were noted already, so that one that is told twice is one row of the audit. Ids alone. */
export const maskedExports = statements(({ text, strict }) => [
  `create table masked_exports (
    staff_id ${text} not null,
    id ${text} not null,
    primary key (staff_id, id)
  ) ${strict}`,
])
