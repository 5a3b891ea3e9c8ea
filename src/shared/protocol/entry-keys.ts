import type { MergePolicy } from './merge-policy.ts'
import { entriesOf } from './record-draft.ts'

/** Whether a text can be the key of an entry: an id. What else could be a key would be typed text. */
export function isEntryKey(text: string): boolean {
  return /^[0-9A-Za-z-]{1,64}$/.test(text)
}

/** Whether all keys of a value are ids, if its policy makes it a map of entries. */
export function hasEntryKeys(policy: MergePolicy | undefined, value: unknown): boolean {
  const isKeyed = policy === 'keyed-ask' || policy === 'completions' || policy === 'event-log'
  return !isKeyed || [...entriesOf(value).keys()].every(isEntryKey)
}
