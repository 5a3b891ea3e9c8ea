/** Bytes of several columns end to end, each at a multiple of eight, so that columns of numbers are read in place. */
export function joinSections(sections: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const head = new Uint32Array([sections.length, ...sections.map(({ length }) => length)])
  const parts = [new Uint8Array(head.buffer), ...sections]
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + padded(length), 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += padded(part.length)
  }
  return bytes
}

/** The sections of joined bytes, without a copy; `null` if that is not what the bytes are. */
export function splitSections(
  bytes: Uint8Array<ArrayBuffer>,
  count: number,
): Uint8Array<ArrayBuffer>[] | null {
  if (bytes.byteOffset % 8 !== 0 || bytes.length < 4 * (count + 1)) return null
  const [counted, ...lengths] = new Uint32Array(bytes.buffer, bytes.byteOffset, count + 1)
  if (counted !== count) return null
  const sections: Uint8Array<ArrayBuffer>[] = []
  let at = padded(4 * (count + 1))
  for (const length of lengths) {
    sections.push(bytes.subarray(at, at + length))
    at += padded(length)
  }
  return at === bytes.length ? sections : null
}

/** The bytes of a column of numbers. */
export function bytesOf(numbers: Uint16Array | Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
}

/** A section as the numbers that were put into it. */
export function wholeNumbers({ buffer, byteOffset, length }: Uint8Array<ArrayBuffer>): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length / 4)
}

/** The same for numbers beyond 32 bits, instants for instance. */
export function largeNumbers({
  buffer,
  byteOffset,
  length,
}: Uint8Array<ArrayBuffer>): Float64Array {
  return new Float64Array(buffer, byteOffset, length / 8)
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8
}
