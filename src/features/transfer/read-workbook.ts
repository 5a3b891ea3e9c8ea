import { fail, ok, type Result } from '#shared/domain/result.ts'
import { mostInflatedBytes, type TableProblem, type TableRow } from './table.ts'
import { TooInflatedError, unpackPart, type InflationLimit } from './unpack-zip.ts'
import {
  createRelationsReader,
  createSharedTextsReader,
  createStylesReader,
  createWorkbookReader,
} from './workbook-parts.ts'
import { createSheetReader, type FormulaCells } from './workbook-sheet.ts'
import type { XmlReader } from './xml-reader.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'

/** One sheet of a workbook as rows of texts. */
export interface ReadWorkbook {
  /** Names of the sheets that are shown. */
  sheets: readonly string[]
  /** Which of them was read. */
  sheet: number
  /** What no other sheet of this workbook is called. */
  part: string
  rows: readonly TableRow[]
  width: number
  formulas: FormulaCells
}

/**
 * Reads a sheet of a workbook (.xlsx). Formulas are never worked out: their stored results are texts. Errors: `no-workbook` (an
 * archive of something else, a binary workbook), `damaged-workbook`, `too-inflated`, `too-many-rows`, `empty`. `onShare`: how much
 * of the sheet is read, from 0 to 1.
 */
export function readWorkbook(
  bytes: Uint8Array,
  sheet: number,
  onShare?: (share: number) => void,
): Result<ReadWorkbook, TableProblem> {
  const entries = readZipDirectory(bytes)
  if (entries === null) return fail({ type: 'damaged-workbook' })
  const limit: InflationLimit = { left: mostInflatedBytes }
  try {
    return readParts({ bytes, entries, limit, sheet, onShare })
  } catch (error) {
    return fail({ type: error instanceof TooInflatedError ? 'too-inflated' : 'damaged-workbook' })
  }
}

function readParts(work: {
  bytes: Uint8Array
  entries: readonly ZipEntry[]
  limit: InflationLimit
  sheet: number
  onShare: ((share: number) => void) | undefined
}): Result<ReadWorkbook, TableProblem> {
  const { bytes, entries, limit, onShare } = work
  const byName = new Map(entries.map((entry) => [plainName(entry.name), entry]))

  /** False for a part that is not there. */
  function read(part: string, reader: XmlReader, onRead?: (share: number) => void): boolean {
    const entry = byName.get(plainName(part))
    if (entry === undefined) return false
    unpackPart(bytes, entry, limit, (piece, packed) => {
      reader.write(piece)
      onRead?.(packed / Math.max(1, entry.to - entry.from))
    })
    if (!reader.end()) throw new Error('not well formed')
    return true
  }

  const root = createRelationsReader('')
  read('_rels/.rels', root.reader)
  const bookPart = root.partOfType('officeDocument') ?? 'xl/workbook.xml'
  const { book, reader } = createWorkbookReader()
  if (!bookPart.endsWith('.xml') || !read(bookPart, reader) || book.sheets.length === 0) {
    return fail({ type: 'no-workbook' })
  }
  const folder = bookPart.slice(0, bookPart.lastIndexOf('/') + 1)
  const relations = createRelationsReader(folder)
  read(`${folder}_rels/${bookPart.slice(folder.length)}.rels`, relations.reader)
  const placed = book.sheets.flatMap((each) => {
    const part = relations.partOf(each.relation)
    // A sheet of a chart has no cells.
    return part === undefined || !byName.has(plainName(part)) || /chartsheet/iu.test(part)
      ? []
      : [{ ...each, part }]
  })
  const shown = placed.some(({ isHidden }) => !isHidden)
    ? placed.filter(({ isHidden }) => !isHidden)
    : placed
  const chosen = shown[work.sheet] ?? shown[0]
  if (chosen === undefined) return fail({ type: 'no-workbook' })

  const styles = createStylesReader()
  read(relations.partOfType('styles') ?? `${folder}styles.xml`, styles.reader)
  const shared = createSharedTextsReader()
  read(relations.partOfType('sharedStrings') ?? `${folder}sharedStrings.xml`, shared.reader)
  const sheet = createSheetReader({
    texts: shared.texts,
    formatOf: styles.formatOf,
    from1904: book.from1904,
  })
  read(chosen.part, sheet.reader, onShare)
  const { rows, width, formulas, tooManyRows } = sheet.found
  if (tooManyRows) return fail({ type: 'too-many-rows' })
  // Another sheet may hold what is looked for.
  if (rows.length === 0 && shown.length === 1) return fail({ type: 'empty' })
  return ok({
    sheets: shown.map(({ name }) => name),
    sheet: shown.indexOf(chosen),
    part: chosen.part,
    rows,
    width,
    formulas,
  })
}

function plainName(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\//u, '').toLowerCase()
}
