import { strToU8, Zip, ZipDeflate } from 'fflate'
import { createBreath } from './work-in-slices.ts'

/** Rows that are packed together. */
const rowsAtOnce = 50

/**
 * A workbook (.xlsx) of one sheet, in pieces. Every cell is a text and stays one when it is edited: SE8, nothing in it is ever a
 * formula, and a telephone number keeps its zeros. `frozen`: the first rows that stay in sight.
 */
export async function writeWorkbook(
  sheetName: string,
  rows: AsyncIterable<readonly string[]>,
  { frozen }: { frozen: number },
): Promise<Uint8Array<ArrayBuffer>[]> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  const breathe = createBreath()
  const archive = new Zip((error, piece) => {
    if (error !== null) throw error
    pieces.push(new Uint8Array(piece))
  })
  const part = (name: string) => {
    const file = new ZipDeflate(name, { level: 6 })
    archive.add(file)
    return file
  }
  for (const [name, text] of Object.entries(fixedParts(sheetName))) {
    part(name).push(strToU8(text), true)
  }
  const sheet = part('xl/worksheets/sheet1.xml')
  sheet.push(strToU8(sheetHead(frozen)))
  let lines: string[] = []
  let no = 0
  for await (const cells of rows) {
    no += 1
    lines.push(rowOf(no, cells))
    if (lines.length < rowsAtOnce) continue
    sheet.push(strToU8(lines.join('')))
    lines = []
    await breathe()
  }
  sheet.push(strToU8(`${lines.join('')}</sheetData></worksheet>`), true)
  archive.end()
  return pieces
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The smallest workbook that Excel, WPS and LibreOffice open (ECMA-376 part 1, 12). Style 1 is “text”, number format 49. */
function fixedParts(sheetName: string): Record<string, string> {
  return {
    '[Content_Types].xml': `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${sheetType}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
  }
}

function sheetHead(frozen: number): string {
  const pane =
    frozen === 0
      ? ''
      : `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`
  return `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultColWidth="16" defaultRowHeight="15"/><sheetData>`
}

function rowOf(no: number, cells: readonly string[]): string {
  const written = cells.map((text, index) =>
    text === ''
      ? ''
      : `<c r="${columnName(index)}${no}" s="1" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`,
  )
  return `<row r="${no}">${written.join('')}</row>`
}

/** A to Z, AA to ZZ. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

/** Signs that XML cannot hold, and what looks like one of them written out (ECMA-376 part 1, 22.9.2.19). */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_')
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (sign) => {
      if (sign === '\t' || sign === '\n') return sign
      return `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
    })
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
