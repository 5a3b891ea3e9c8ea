import { statements } from './ddl.ts'

/** SE1: passkeys of colleagues, and the challenges that were given out and not used yet. */
export const passkeys = statements(({ integer, text, strict }) => [
  `create table passkeys (
    id ${text} primary key,
    staff_id ${text} not null references staff (id),
    credential ${text} not null unique,
    user_handle ${text} not null,
    public_key ${text} not null,
    counter ${integer} not null,
    transports ${text} not null,
    synced ${integer} not null,
    name ${text} not null,
    created_at ${integer} not null,
    last_used_at ${integer}
  ) ${strict}`,
  `create index passkeys_by_staff on passkeys (staff_id)`,
  `create table passkey_challenges (
    challenge ${text} primary key,
    bound_to ${text} not null,
    user_handle ${text},
    expires_at ${integer} not null
  ) ${strict}`,
])
