import { strToU8, zipSync } from 'fflate'
import { writeWorkbook } from '#features/transfer/write-workbook.ts'

/** A workbook as the export writes it. */
export async function workbookOf(rows: readonly string[][]): Promise<Uint8Array<ArrayBuffer>> {
  async function* each() {
    yield* rows
  }
  const pieces = await writeWorkbook('客户', each(), { frozen: 2 })
  return new Uint8Array(await new Blob(pieces).arrayBuffer())
}

interface ForeignWorkbook {
  /** XML of the rows of each sheet by its name. */
  sheets: Record<string, string>
  sharedTexts?: readonly string[]
  /** XML of `<numFmts>` and `<cellXfs>`. */
  styles?: string
  from1904?: boolean
  /** Sheets that are not shown. */
  hidden?: readonly string[]
}

/** A workbook as other programs write it. */
export function foreignWorkbook(book: ForeignWorkbook): Uint8Array<ArrayBuffer> {
  const names = Object.keys(book.sheets)
  const sheets = names.map((name, index) => {
    const state = book.hidden?.includes(name) === true ? ' state="hidden"' : ''
    return `<x:sheet name="${name}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`
  })
  const relations = names.map(
    (_name, index) =>
      `<Relationship Id="rId${index + 1}" Type="http://x/worksheet" Target="/xl/worksheets/sheet${index + 1}.xml"/>`,
  )
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<x:workbook xmlns:x="m" xmlns:r="o"><x:workbookPr date1904="${book.from1904 === true ? 1 : 0}"/><x:sheets>${sheets.join('')}</x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet>${book.styles ?? ''}</styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${(book.sharedTexts ?? []).join('')}</sst>`,
    ...Object.fromEntries(
      Object.values(book.sheets).map((rows, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
  }
  return zipOf(parts)
}

/** An archive of texts. */
export function zipOf(parts: Record<string, string>): Uint8Array<ArrayBuffer> {
  const bytes = Object.entries(parts).map(([name, text]) => [name, strToU8(text)] as const)
  return new Uint8Array(zipSync(Object.fromEntries(bytes)))
}
