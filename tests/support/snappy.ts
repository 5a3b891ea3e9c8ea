/**
 * Unpacks raw Snappy from the start of some bytes, as far as they make sense: what follows the packed part, or a
 * part that is broken, ends the answer. Null where no Snappy begins.
 */
export function unpackSnappy(packed: Buffer): Buffer | null {
  const head = readVarint(packed, 0)
  if (head === null || head.value === 0 || head.value > largest) return null
  const out = Buffer.alloc(head.value)
  let [at, end] = [head.next, 0]
  while (at < packed.length && end < out.length) {
    const element = readElement(packed, at)
    if (element === null || end + element.length > out.length) break
    if (element.kind === 'literal') {
      packed.copy(out, end, element.next, element.next + element.length)
      at = element.next + element.length
    } else {
      if (element.offset === 0 || element.offset > end) break
      // Byte by byte: a copy may reach into what it writes.
      for (let i = 0; i < element.length; i++) out[end + i] = out[end + i - element.offset] ?? 0
      at = element.next
    }
    end += element.length
  }
  return end === 0 ? null : out.subarray(0, end)
}

/** A number of 7 bits a byte, lowest first. */
export function readVarint(bytes: Buffer, at: number): { value: number; next: number } | null {
  let value = 0
  for (let i = 0; i < 8; i++) {
    const byte = bytes[at + i]
    if (byte === undefined) return null
    value += (byte & 0x7f) * 2 ** (7 * i)
    if (byte < 0x80) return { value, next: at + i + 1 }
  }
  return null
}

/** Longer than any value of the app; a length above is no Snappy. */
const largest = 64 * 1024 * 1024

type Element =
  | { kind: 'literal'; length: number; next: number }
  | { kind: 'copy'; length: number; offset: number; next: number }

function readElement(bytes: Buffer, at: number): Element | null {
  const tag = bytes[at] ?? 0
  const kind = tag & 3
  const upper = tag >> 2
  const more = kind === 0 ? Math.max(0, upper - 59) : ([0, 1, 2, 4][kind] ?? 0)
  if (at + 1 + more > bytes.length) return null
  const next = at + 1 + more
  const number = more === 0 ? 0 : bytes.readUIntLE(at + 1, more)
  if (kind === 0) {
    const length = (more === 0 ? upper : number) + 1
    return next + length > bytes.length ? null : { kind: 'literal', length, next }
  }
  if (kind === 1) {
    return { kind: 'copy', length: (upper & 7) + 4, offset: ((tag >> 5) << 8) + number, next }
  }
  return { kind: 'copy', length: upper + 1, offset: number, next }
}
