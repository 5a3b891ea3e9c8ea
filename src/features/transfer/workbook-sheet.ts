import { guardCell } from '#shared/domain/transfer/csv-cell.ts'
import { numberText, type NumberFormat } from '#shared/domain/transfer/excel-number.ts'
import { mostRows, type TableRow } from './table.ts'
import { readEscapes } from './workbook-parts.ts'
import { createXmlReader, type XmlReader } from './xml-reader.ts'

/** Cells that were formulas: their stored results were taken as texts, and nothing was worked out. */
export interface FormulaCells {
  count: number
  /** Those whose result the file does not hold; they are empty. */
  withoutResult: number
}

export interface SheetRows {
  rows: TableRow[]
  width: number
  formulas: FormulaCells
  tooManyRows: boolean
}

/** Columns behind this one are not read: no list of customers has so many. */
const mostWidth = 200

/** Reads the cells of a sheet as texts, as they are shown there; rows without any text are left out. */
export function createSheetReader({
  texts,
  formatOf,
  from1904,
}: {
  texts: readonly string[]
  formatOf: (style: number) => NumberFormat
  from1904: boolean
}): { reader: XmlReader; found: SheetRows } {
  const found: SheetRows = {
    rows: [],
    width: 0,
    formulas: { count: 0, withoutResult: 0 },
    tooManyRows: false,
  }
  let rowNo = 0
  let cells: string[] = []
  let column = -1
  let cell: Cell = { ...emptyCell }
  let isTaken = false
  let isReading = false

  function textOf({ type, style, value, inline }: Cell): string {
    switch (type) {
      case 's':
        return texts[Number(value)] ?? ''
      case 'inlineStr':
        return readEscapes(inline)
      case 'str':
        return readEscapes(value)
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE'
      case 'e':
        return value
      case 'd':
        return value.replace(/T00:00(?::00(?:\.0+)?)?$/u, '').replace('T', ' ')
      default: {
        const number = value.trim() === '' ? Number.NaN : Number(value)
        return Number.isNaN(number) ? value : numberText(number, formatOf(style), { from1904 })
      }
    }
  }

  function endCell(): void {
    if (cell.isFormula) {
      found.formulas.count += 1
      if (!cell.hasValue) found.formulas.withoutResult += 1
    }
    if ((!cell.hasValue && cell.inline === '') || column >= mostWidth) return
    // As in a CSV file: what a person typed with an apostrophe keeps it (see `readCell`).
    const text = guardCell(textOf(cell))
    while (cells.length < column) cells.push('')
    cells[column] = text
  }

  function endRow(): void {
    if (cells.every((text) => text.trim() === '')) return
    if (found.rows.length > mostRows + 1) {
      found.tooManyRows = true
      return
    }
    found.rows.push({ no: rowNo, cells })
    found.width = Math.max(found.width, cells.length)
  }

  const reader = createXmlReader({
    open(name, attribute) {
      switch (name) {
        case 'row':
          rowNo = Number(attribute('r') ?? rowNo + 1)
          cells = []
          column = -1
          break
        case 'c':
          column = columnOf(attribute('r')) ?? column + 1
          cell = {
            ...emptyCell,
            type: attribute('t') ?? 'n',
            style: Number(attribute('s') ?? 0),
          }
          break
        case 'f':
          cell.isFormula = true
          break
        case 'v':
          cell.hasValue = true
          isTaken = true
          break
        case 'rPh':
          isReading = true
          break
        case 't':
          isTaken = !isReading
          break
        default:
      }
    },
    close(name) {
      if (name === 'v' || name === 't') isTaken = false
      else if (name === 'rPh') isReading = false
      else if (name === 'c') endCell()
      else if (name === 'row') endRow()
    },
    text(part) {
      if (!isTaken) return
      if (cell.hasValue) cell.value += part
      else cell.inline += part
    },
  })
  return { reader, found }
}

interface Cell {
  type: string
  style: number
  value: string
  inline: string
  hasValue: boolean
  isFormula: boolean
}

const emptyCell: Cell = {
  type: 'n',
  style: 0,
  value: '',
  inline: '',
  hasValue: false,
  isFormula: false,
}

/** The place of a column: `AB12` is the 28th, 27; null where a cell does not say. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/u.exec(reference ?? '')?.[0]
  if (letters === undefined) return null
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
