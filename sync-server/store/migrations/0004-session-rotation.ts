import { statements } from './ddl.ts'

/** SE2: tokens of a device replace each other; what a device is, for the lists of people and administrators. */
export const sessionRotation = statements(({ integer, text }) => [
  `alter table sessions add column parent ${text}`,
  `alter table sessions add column used_at ${integer}`,
  `alter table sessions add column seen_at ${integer} not null default 0`,
  `alter table sessions add column spent_at ${integer}`,
  `update sessions set used_at = created_at, seen_at = created_at`,
  `create index sessions_by_device on sessions (device)`,
  `alter table devices add column first_seen_at ${integer}`,
  `alter table devices add column browser ${text}`,
  `alter table devices add column platform ${text}`,
  `alter table devices add column vault_lost_at ${integer}`,
  `create index devices_by_staff on devices (staff_id)`,
])
