/** Where one part of a ZIP archive lies in it. */
export interface ZipEntry {
  name: string
  /** 0 as it is, 8 deflated; nothing else is read. */
  method: number
  isEncrypted: boolean
  from: number
  to: number
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
/** The end has 22 bytes and a comment of at most 65,535. */
const endLength = 22
const longestComment = 65_535
/** More parts than any workbook has. */
const mostEntries = 10_000
/** Stands where a size is told elsewhere (ZIP64), as some programs always do. */
const elsewhere = 0xffff_ffff

/** The directory of a ZIP archive (APPNOTE 4.3), which stands at its end; null for what is no archive or was cut off. */
export function readZipDirectory(bytes: Uint8Array): ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === null) return null
  const count = view.getUint16(end + 10, true)
  if (count > mostEntries) return null
  const entries: ZipEntry[] = []
  try {
    let at = view.getUint32(end + 16, true)
    for (let index = 0; index < count; index += 1) {
      if (view.getUint32(at, true) !== entrySignature) return null
      const nameLength = view.getUint16(at + 28, true)
      const extraLength = view.getUint16(at + 30, true)
      const extra = at + 46 + nameLength
      const [size, offset] = placeOf(view, at, [extra, extra + extraLength])
      if (view.getUint32(offset, true) !== localSignature) return null
      const from =
        offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
      if (from + size > bytes.length) return null
      entries.push({
        name: new TextDecoder().decode(bytes.subarray(at + 46, extra)),
        method: view.getUint16(at + 10, true),
        isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
        from,
        to: from + size,
      })
      at = extra + extraLength + view.getUint16(at + 32, true)
    }
  } catch (error) {
    // What points beyond the end is no directory.
    if (error instanceof RangeError) return null
    throw error
  }
  return entries
}

function findEnd(view: DataView): number | null {
  const last = view.byteLength - endLength
  for (let at = last; at >= Math.max(0, last - longestComment); at -= 1) {
    if (view.getUint32(at, true) === endSignature) return at
  }
  return null
}

/** Packed size and offset of the local header, from the entry or from its ZIP64 field. */
function placeOf(
  view: DataView,
  entry: number,
  [from, to]: readonly [number, number],
): [size: number, offset: number] {
  let size = view.getUint32(entry + 20, true)
  let offset = view.getUint32(entry + 42, true)
  const isUnpackedElsewhere = view.getUint32(entry + 24, true) === elsewhere
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue
    let next = at + 4 + (isUnpackedElsewhere ? 8 : 0)
    const read = () => Number(view.getBigUint64((next += 8) - 8, true))
    if (size === elsewhere) size = read()
    if (offset === elsewhere) offset = read()
  }
  return [size, offset]
}
