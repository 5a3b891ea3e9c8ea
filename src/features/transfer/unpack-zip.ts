import { Inflate } from 'fflate'
import type { ZipEntry } from './zip-directory.ts'

/** Packed bytes that are unpacked at a time. */
const pieceSize = 16 * 1024

/** Counts what archives unpack to: what they say of their own size is not believed. */
export interface InflationLimit {
  /** Bytes that may still come. */
  left: number
}

/** More came out of an archive than is read: a ZIP bomb, or a hundred megabytes of empty cells. */
export class TooInflatedError extends Error {}

/** One part of an archive, piece by piece; throws `TooInflatedError` as soon as the limit is passed, and on what is damaged. */
export function unpackPart(
  bytes: Uint8Array,
  { from, to, method, isEncrypted }: ZipEntry,
  limit: InflationLimit,
  onPiece: (piece: Uint8Array, read: number) => void,
): void {
  if (isEncrypted || (method !== 0 && method !== 8)) throw new Error('unknown packing')
  let at = from
  const take = (piece: Uint8Array) => {
    limit.left -= piece.length
    if (limit.left < 0) throw new TooInflatedError()
    onPiece(piece, at - from)
  }
  let isWhole = method === 0
  const inflate = new Inflate((piece, isLast) => {
    isWhole ||= isLast
    take(piece)
  })
  while (at < to) {
    const piece = bytes.subarray(at, Math.min(at + pieceSize, to))
    at += piece.length
    if (method === 0) take(piece)
    else inflate.push(piece, at === to)
  }
  if (!isWhole) throw new Error('cut off')
}
