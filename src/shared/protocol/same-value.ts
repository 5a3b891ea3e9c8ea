/**
 * Whether two JSON values say the same; the order of members does not matter. `null` means absent, for a
 * field as for a member.
 */
export function sameValue(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true
  if (isAbsent(left) || isAbsent(right)) return isAbsent(left) && isAbsent(right)
  if (typeof left !== 'object' || typeof right !== 'object') return left === right
  if (Array.isArray(left) || Array.isArray(right)) {
    return Array.isArray(left) && Array.isArray(right) && sameList(left, right)
  }
  return sameMembers(new Map(Object.entries(left ?? {})), new Map(Object.entries(right ?? {})))
}

/** `undefined` and `null`: nothing is there. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null
}

function sameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  return (
    left.length === right.length && left.every((value, index) => sameValue(value, right[index]))
  )
}

function sameMembers(left: Map<string, unknown>, right: Map<string, unknown>): boolean {
  return [...new Set([...left.keys(), ...right.keys()])].every((name) =>
    sameValue(left.get(name), right.get(name)),
  )
}
