import { statements } from './ddl.ts'

/** SE1: wrong secrets, counted for all processes and over their starts. The key is a hash. */
export const failures = statements(({ integer, text, strict }) => [
  `create table failures (
    key ${text} primary key,
    count ${integer} not null,
    last_at ${integer} not null
  ) ${strict}`,
  `create index failures_by_last_at on failures (last_at)`,
])
