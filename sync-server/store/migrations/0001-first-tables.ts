import { statements } from './ddl.ts'

export const firstTables = statements(({ integer, text, strict, appendOnly }) => [
  `create table meta (key ${text} primary key, value ${text} not null) ${strict}`,
  `create table branches (
    id ${text} primary key,
    name ${text} not null,
    code ${text} not null unique
  ) ${strict}`,
  `create table staff (
    id ${text} primary key,
    staff_no ${text} not null unique,
    name ${text} not null,
    role ${text} not null,
    branch_id ${text} not null references branches (id),
    active ${integer} not null,
    password_hash ${text} not null,
    created_at ${integer} not null
  ) ${strict}`,
  `create index staff_by_branch on staff (branch_id)`,
  `create table sessions (
    token_hash ${text} primary key,
    staff_id ${text} not null references staff (id),
    device ${text} not null,
    created_at ${integer} not null,
    expires_at ${integer} not null
  ) ${strict}`,
  `create index sessions_by_staff on sessions (staff_id)`,
  `create table devices (
    device ${text} primary key,
    staff_id ${text} not null references staff (id),
    epoch ${text} not null,
    last_n ${integer} not null,
    seen_at ${integer} not null,
    last_local_n ${integer} not null,
    unsynced_count ${integer} not null,
    oldest_unsynced_at ${integer}
  ) ${strict}`,
  `create table past_epochs (
    epoch ${text} primary key,
    device ${text} not null references devices (device),
    last_n ${integer} not null,
    ended_at ${integer} not null
  ) ${strict}`,
  `create table scopes (
    scope ${text} primary key,
    seq ${integer} not null,
    count ${integer} not null,
    checksum ${integer} not null
  ) ${strict}`,
  `create table records (
    type ${text} not null,
    id ${text} not null,
    scope ${text} not null references scopes (scope),
    tier ${integer} not null,
    seq ${integer} not null,
    body ${text} not null,
    primary key (type, id)
  ) ${strict}`,
  // SC3: one place in the order of a scope is given once.
  `create unique index records_by_place on records (scope, tier, seq)`,
  `create table outs (
    scope ${text} not null references scopes (scope),
    type ${text} not null,
    id ${text} not null,
    tier ${integer} not null,
    seq ${integer} not null,
    at ${integer} not null,
    primary key (scope, type, id)
  ) ${strict}`,
  `create index outs_by_place on outs (scope, tier, seq)`,
  `create table results (
    device ${text} not null references devices (device),
    epoch ${text} not null,
    n ${integer} not null,
    operation_id ${text} not null,
    body_hash ${text} not null,
    result ${text} not null,
    primary key (device, epoch, n)
  ) ${strict}`,
  `create index results_by_operation on results (operation_id)`,
  `create table quarantine (
    device ${text} not null references devices (device),
    epoch ${text} not null,
    n ${integer} not null,
    staff_id ${text} not null references staff (id),
    at ${integer} not null,
    reason ${text} not null,
    operation ${text} not null,
    primary key (device, epoch, n, reason)
  ) ${strict}`,
  `create table numbers (series ${text} primary key, last ${integer} not null) ${strict}`,
  `create table audit (
    no ${integer} primary key,
    at ${integer} not null,
    staff_id ${text},
    device ${text},
    what ${text} not null,
    ref_type ${text},
    ref_id ${text},
    operation_id ${text},
    code ${text},
    previous ${text} not null,
    hash ${text} not null
  ) ${strict}`,
  // SE6: append-only; a row once written is never changed.
  ...appendOnly('audit'),
])
