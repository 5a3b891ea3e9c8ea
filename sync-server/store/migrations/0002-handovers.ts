import { statements } from './ddl.ts'

/** Hand-overs (SR2), receipts of what left a device (SR1), the floor of out rows (GC1), when a device reported (CL7). */
export const handovers = statements(({ integer, text, strict }) => [
  `alter table scopes add column floor ${integer} not null default 0`,
  `alter table devices add column reported_at ${integer}`,
  `create table moves (
    customer ${text} not null,
    from_staff ${text} not null references staff (id),
    to_staff ${text} not null references staff (id),
    at ${integer} not null,
    handover ${text} not null,
    primary key (customer, from_staff, handover)
  ) ${strict}`,
  `create table handed_over (
    issue ${text} primary key,
    author_issue ${text} not null,
    author ${text} not null references staff (id),
    holder ${text} not null references staff (id),
    customer ${text} not null,
    record_type ${text} not null,
    record_id ${text} not null,
    received_at ${integer} not null,
    clock_offset ${integer} not null,
    state ${text} not null
  ) ${strict}`,
  `create index handed_over_by_holder on handed_over (holder, state)`,
  `create index handed_over_by_record on handed_over (record_id, author)`,
  `create table receipts (
    device ${text} not null references devices (device),
    scope ${text} not null,
    row_count ${integer} not null,
    checksum ${integer} not null,
    staff_id ${text} not null references staff (id),
    at ${integer} not null,
    primary key (device, scope, row_count, checksum)
  ) ${strict}`,
])
