import { statements } from './ddl.ts'

/**
 * SR3: a rescue is opened like a vault (KE5): `rescued` counts its changes, and is null for a device that asks for itself.
 * `answer_key` is the private half of the key that its answer is sealed to, until it was opened.
 */
export const rescues = statements(({ integer, text }) => [
  `alter table recoveries add column rescued ${integer}`,
  `alter table wipes add column answer_key ${text}`,
])
