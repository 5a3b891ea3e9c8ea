import { schemaVersion } from './version.ts'

/** An operation as it came over the wire, before it is parsed. */
type RawOperation = Record<string, unknown>

/** PU4: operations of this many versions before ours are still read. */
export const readableVersions = 3

/** PU4: what makes an operation of version N one of version N + 1, by N. Pure; loses no member. */
export type Upcasts = Readonly<Record<number, (operation: RawOperation) => RawOperation>>

/**
 * 1 → 2: hand-overs and their two commands came. 2 → 3: looks came. Nothing that an older device says has another meaning.
 */
export const upcasts: Upcasts = { 1: (operation) => operation, 2: (operation) => operation }

export type Upcasting =
  | { ok: true; operation: RawOperation }
  | { ok: false; because: 'newer-schema' | 'older-schema' }

/**
 * PU4: an operation of an older version as one of ours, so that no push is refused because a client is old. What
 * claims no version is left to the parser. `newer-schema`: from the future, kept until the server is newer;
 * `older-schema`: too old to be read, kept for a person.
 */
export function upcastOperation(
  raw: RawOperation,
  { current, steps }: { current: number; steps: Upcasts } = {
    current: schemaVersion,
    steps: upcasts,
  },
): Upcasting {
  const version = raw['schemaVersion']
  if (typeof version !== 'number' || version === current) return { ok: true, operation: raw }
  if (version > current) return { ok: false, because: 'newer-schema' }
  if (version < current - readableVersions) return { ok: false, because: 'older-schema' }
  let operation = raw
  for (let from = version; from < current; from += 1) {
    const step = steps[from]
    if (step === undefined) return { ok: false, because: 'older-schema' }
    operation = step(operation)
  }
  return { ok: true, operation: { ...operation, schemaVersion: current } }
}
