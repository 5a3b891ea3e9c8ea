/**
 * ME1–ME6: how two edits of one field meet, declared beside the field.
 * - `latest`: the later edit time wins, the loser stays in the history (ME2)
 * - `ask`: the current value stays and a conflict shows both (ME3)
 * - `text`: three-way merge by sentences with the number guard (ME4)
 * - `set`: a list of strings; additions win (ME5)
 * - `keyed-ask`: a map of entries by id, each entry merged like `ask` (`field.key` addresses one)
 * - `event-log`: a map of events by id that only grows (ME6)
 * - `completions`: a map of completions by id (ME5: done never goes back by a merge)
 * - `fixed`: given at creation, never changed by an operation
 * - `server`: set by the server alone; a client that sends it is refused (SE3)
 */
export type MergePolicy =
  | 'latest'
  | 'ask'
  | 'text'
  | 'set'
  | 'keyed-ask'
  | 'event-log'
  | 'completions'
  | 'fixed'
  | 'server'

/** One policy for each field of a record's data; a field without one does not compile. */
export type MergePolicies<Data> = { [Field in keyof Required<Data>]: MergePolicy }
