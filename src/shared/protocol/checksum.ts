/**
 * One row's share of its scope's checksum: FNV-1a (32 bits) over `type|id|seq`, with the final mix of MurmurHash3. Without
 * the mix the last digit of a seq moved the hash by a multiple that many rows share, and the sum of two rows that had each
 * moved on was often the same as before.
 */
export function rowChecksum(type: string, id: string, seq: number): number {
  return mixed(plainHash(type, id, seq))
}

/** The checksum of these rows as servers up to version 3 sum it up: the plain hashes. */
export function formerChecksum(
  rows: Iterable<{ readonly type: string; readonly id: string; readonly seq: number }>,
): number {
  let sum = 0
  for (const { type, id, seq } of rows) sum = addToChecksum(sum, plainHash(type, id, seq))
  return sum
}

function plainHash(type: string, id: string, seq: number): number {
  const text = `${type}|${id}|${seq}`
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/** The finalizer of MurmurHash3 (Appleby): each bit of the hash decides about each bit of what comes out. */
function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return (twice ^ (twice >>> 16)) >>> 0
}

/** Adds a row to a checksum; the order of rows does not matter, so each write costs one addition. */
export function addToChecksum(checksum: number, row: number): number {
  return (checksum + row) >>> 0
}

/** Takes a row out of a checksum. */
export function removeFromChecksum(checksum: number, row: number): number {
  return (checksum - row) >>> 0
}
