/** What a rule answers: a value, or an error of a named type that the caller must look at. */
export type Result<Value, Problem extends { type: string }> =
  | { ok: true; value: Value }
  | { ok: false; error: Problem }

/** Wraps a value as a success. */
export function ok<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value }
}

/** Wraps an expected failure; bugs are thrown instead. */
export function fail<Problem extends { type: string }>(
  error: Problem,
): { ok: false; error: Problem } {
  return { ok: false, error }
}
