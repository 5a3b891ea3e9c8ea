import { statements } from './ddl.ts'

/** GC2: the record that a kept operation waits for, so that its arrival finds what waited. */
export const waitingOperations = statements(({ text }) => [
  `alter table quarantine add column waits_for ${text}`,
  `create index quarantine_by_waits_for on quarantine (waits_for)`,
])
