import {
  numberFormat,
  plainNumber,
  type NumberFormat,
} from '#shared/domain/transfer/excel-number.ts'
import { createXmlReader, type XmlReader } from './xml-reader.ts'

/** Where the workbook itself lies, from `_rels/.rels`; and its sheets, by their relations. */
export function createRelationsReader(folder: string): {
  reader: XmlReader
  partOf: (id: string) => string | undefined
  partOfType: (type: string) => string | undefined
} {
  const relations: { id: string; type: string; part: string }[] = []
  const reader = createXmlReader({
    open(name, attribute) {
      if (name !== 'Relationship') return
      const target = attribute('Target') ?? ''
      relations.push({
        id: attribute('Id') ?? '',
        type: (attribute('Type') ?? '').split('/').at(-1) ?? '',
        part: target.startsWith('/') ? target.slice(1) : resolved(`${folder}${target}`),
      })
    },
    close: () => undefined,
    text: () => undefined,
  })
  return {
    reader,
    partOf: (id) => relations.find((each) => each.id === id)?.part,
    partOfType: (type) => relations.find((each) => each.type === type)?.part,
  }
}

function resolved(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/** The names of the sheets that are shown, and how the workbook counts its days. */
export function createWorkbookReader(): {
  reader: XmlReader
  book: { sheets: { name: string; relation: string; isHidden: boolean }[]; from1904: boolean }
} {
  const book: ReturnType<typeof createWorkbookReader>['book'] = { sheets: [], from1904: false }
  const reader = createXmlReader({
    open(name, attribute) {
      if (name === 'workbookPr') book.from1904 = isTrue(attribute('date1904'))
      if (name !== 'sheet') return
      book.sheets.push({
        name: attribute('name') ?? '',
        relation: attribute('id') ?? '',
        isHidden: (attribute('state') ?? 'visible') !== 'visible',
      })
    },
    close: () => undefined,
    text: () => undefined,
  })
  return { reader, book }
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true'
}

/** How the numbers of cells look, by the style that a cell names. */
export function createStylesReader(): {
  reader: XmlReader
  formatOf: (style: number) => NumberFormat
} {
  const codes = new Map<number, string>()
  const formats: NumberFormat[] = []
  let isCellStyles = false
  const reader = createXmlReader({
    open(name, attribute) {
      if (name === 'cellXfs') isCellStyles = true
      if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '')
      if (name === 'xf' && isCellStyles) {
        const id = Number(attribute('numFmtId') ?? 0)
        formats.push(numberFormat(id, codes.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') isCellStyles = false
    },
    text: () => undefined,
  })
  return { reader, formatOf: (style) => formats[style] ?? plainNumber }
}

/** The texts that cells share; of rich text the letters, without how they are read aloud. */
export function createSharedTextsReader(): { reader: XmlReader; texts: string[] } {
  const texts: string[] = []
  let text = ''
  let isText = false
  let isReading = false
  const reader = createXmlReader({
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') isReading = true
      if (name === 't') isText = !isReading
    },
    close(name) {
      if (name === 't') isText = false
      if (name === 'rPh') isReading = false
      if (name === 'si') texts.push(readEscapes(text))
    },
    text(part) {
      if (isText) text += part
    },
  })
  return { reader, texts }
}

/** `_x000D_` stands for a sign that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
export function readEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9a-f]{4})_/giu, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
