/** One row's share of its scope's checksum: FNV-1a (32 bits) over `type|id|seq`. */
export function rowChecksum(type: string, id: string, seq: number): number {
  const text = `${type}|${id}|${seq}`
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}

/** Adds a row to a checksum; the order of rows does not matter, so each write costs one addition. */
export function addToChecksum(checksum: number, row: number): number {
  return (checksum + row) >>> 0
}

/** Takes a row out of a checksum. */
export function removeFromChecksum(checksum: number, row: number): number {
  return (checksum - row) >>> 0
}
