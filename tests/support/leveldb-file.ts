import { readVarint, unpackSnappy } from './snappy.ts'

/** The log of a LevelDB without the headers that cut its records into pieces at every 32 KB. */
export function joinLog(log: Buffer): Buffer {
  const pieces: Buffer[] = []
  let at = 0
  while (at + headerLength <= log.length) {
    const left = blockLength - (at % blockLength)
    const length = log.readUInt16LE(at + 4)
    if (left < headerLength || length === 0) {
      at += left
      continue
    }
    pieces.push(log.subarray(at + headerLength, at + headerLength + length))
    at += headerLength + length
  }
  return Buffer.concat(pieces)
}

/** The data blocks of a LevelDB table, unpacked; none when the file is no table. */
export function readTable(table: Buffer): Buffer[] {
  const footer = table.subarray(-48)
  if (footer.length < 48 || footer.readBigUInt64LE(40) !== tableMagic) return []
  // The first handle of the footer is the index of indexes, the second the index of the data blocks.
  const meta = readHandle(footer, 0)
  const index = readHandle(footer, meta.next)
  const handles = entriesOf(readBlock(table, index)).map((value) => readHandle(value, 0))
  return handles.map((handle) => readBlock(table, handle))
}

const headerLength = 7
const blockLength = 32 * 1024
const tableMagic = 0xdb4775248b80fb57n

interface Handle {
  offset: number
  size: number
  next: number
}

function readHandle(bytes: Buffer, at: number): Handle {
  const offset = varint(bytes, at)
  const size = varint(bytes, offset.next)
  return { offset: offset.value, size: size.value, next: size.next }
}

function readBlock(table: Buffer, { offset, size }: Handle): Buffer {
  const block = table.subarray(offset, offset + size)
  if (table[offset + size] !== 1) return block
  const unpacked = unpackSnappy(block)
  if (unpacked === null) throw new Error('A packed block of a LevelDB table does not open.')
  return unpacked
}

/** The values of a block; keys share their beginnings, values are whole. */
function entriesOf(block: Buffer): Buffer[] {
  const restarts = block.readUInt32LE(block.length - 4)
  const end = block.length - 4 - 4 * restarts
  const values: Buffer[] = []
  let at = 0
  while (at < end) {
    const shared = varint(block, at)
    const own = varint(block, shared.next)
    const length = varint(block, own.next)
    const start = length.next + own.value
    values.push(block.subarray(start, start + length.value))
    at = start + length.value
  }
  return values
}

function varint(bytes: Buffer, at: number): { value: number; next: number } {
  const read = readVarint(bytes, at)
  if (read === null) throw new Error('A number of a LevelDB table does not open.')
  return read
}
