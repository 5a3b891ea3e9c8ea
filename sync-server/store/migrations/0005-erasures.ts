import { statements } from './ddl.ts'

/** SE7: who was erased, under which ids, from where, and which devices have to hear of it. Ids alone, never a content. */
export const erasures = statements(({ integer, text, strict }) => [
  `create table erasures (
    id ${text} primary key,
    customer ${text} not null unique,
    at ${integer} not null,
    certificate ${text} not null
  ) ${strict}`,
  `create table erased_records (
    id ${text} not null,
    type ${text} not null,
    erasure ${text} not null references erasures (id),
    primary key (id, type)
  ) ${strict}`,
  `create index erased_records_by_erasure on erased_records (erasure)`,
  `create table erasure_places (
    erasure ${text} not null references erasures (id),
    scope ${text} not null references scopes (scope),
    tier ${integer} not null,
    seq ${integer} not null,
    primary key (erasure, scope, tier)
  ) ${strict}`,
  `create table erasure_devices (
    erasure ${text} not null references erasures (id),
    device ${text} not null references devices (device),
    staff_id ${text} not null references staff (id),
    confirmed_at ${integer},
    primary key (erasure, device)
  ) ${strict}`,
  `create index erasure_devices_by_device on erasure_devices (device, confirmed_at)`,
])
