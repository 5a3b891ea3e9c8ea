import { statements } from './ddl.ts'

/**
 * KE5, KE7: recovery keys with their private half wrapped for pairs of codes, the sealed slot of each device, and who asked
 * and agreed to open one. Nothing in it can be read without two codes.
 */
export const recovery = statements(({ integer, text, strict }) => [
  `create table recovery_keys (
    id ${text} primary key,
    kept ${text} not null,
    made_at ${integer} not null,
    made_by ${text} references staff (id),
    in_use ${integer} not null
  ) ${strict}`,
  // The organisation seals to one key at a time, whoever makes the next one at the same moment.
  `create unique index recovery_key_in_use on recovery_keys (in_use) where in_use = 1`,
  `create table recovery_slots (
    device ${text} primary key references devices (device),
    recovery_key ${text} not null references recovery_keys (id),
    vault_key ${text} not null,
    box ${text} not null,
    at ${integer} not null
  ) ${strict}`,
  `create table recoveries (
    id ${text} primary key,
    device ${text} not null references devices (device),
    staff_id ${text} not null references staff (id),
    answer_key ${text} not null,
    slot ${text} not null,
    state ${text} not null,
    asked_at ${integer} not null,
    expires_at ${integer} not null,
    reason ${text},
    requested_by ${text} references staff (id),
    approved_by ${text} references staff (id),
    box ${text}
  ) ${strict}`,
  `create index recoveries_by_device on recoveries (device, asked_at)`,
])
