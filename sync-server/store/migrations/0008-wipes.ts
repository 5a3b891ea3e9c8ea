import { statements } from './ddl.ts'

/** SR3: what devices are recognised by when their session is over, and which of them are to be wiped. */
export const wipes = statements(({ integer, text, strict }) => [
  `create table device_secrets (
    device ${text} primary key references devices (device),
    secret ${text} not null
  ) ${strict}`,
  `create table wipes (
    device ${text} primary key references devices (device),
    staff_id ${text} not null references staff (id),
    ordered_at ${integer} not null,
    told_at ${integer},
    rescued_at ${integer},
    rescued ${integer},
    rescue ${text},
    opened_at ${integer},
    confirmed_at ${integer},
    lost ${integer}
  ) ${strict}`,
  `create index wipes_by_staff on wipes (staff_id)`,
])
