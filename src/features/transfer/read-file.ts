import { fail, ok, type Result } from '#shared/domain/result.ts'
import { isVcardText } from '#shared/domain/transfer/read-vcard.ts'
import {
  decodeFile,
  detectEncoding,
  hashOfFile,
  looksGarbled,
  type Encoding,
} from './decode-file.ts'
import { readCards } from './read-cards.ts'
import { readCsv } from './read-csv.ts'
import { mostBytes, type Table, type TableProblem } from './table.ts'

/** A file that was chosen, read as a table. */
export interface OpenedFile {
  name: string
  bytes: Uint8Array<ArrayBuffer>
  /** By which its rows are known again. */
  hash: string
  encoding: Encoding
  isGarbled: boolean
  table: Table
}

export type FileProblem = TableProblem | { type: 'unreadable' }

/** Reads a file that a person chose; nothing of it leaves the device. Errors: those of a table, and `unreadable`. */
export async function readFile(file: File): Promise<Result<OpenedFile, FileProblem>> {
  if (file.size > mostBytes) return fail({ type: 'too-large' })
  if (file.size === 0) return fail({ type: 'empty' })
  let bytes: Uint8Array<ArrayBuffer>
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return fail({ type: 'unreadable' })
  }
  return readBytes({ name: file.name, bytes, hash: await hashOfFile(bytes) }, detectEncoding(bytes))
}

/** Reads the same bytes in another encoding. */
export async function readBytes(
  { name, bytes, hash }: Pick<OpenedFile, 'name' | 'bytes' | 'hash'>,
  encoding: Encoding,
): Promise<Result<OpenedFile, FileProblem>> {
  const text = decodeFile(bytes, encoding)
  const table = await (isVcardText(text) ? readCards(text) : readCsv(text))
  if (!table.ok) return table
  return ok({ name, bytes, hash, encoding, isGarbled: looksGarbled(text), table: table.value })
}
