import type { RecordText } from './store/record-table.ts'

/** PL2: a page is at most this long on the wire, before compression. */
const pageBytes = 256 * 1024

/** What the head of a page says. */
export interface PageRange {
  scope: string
  tier: number
  /** The position to store once the last page is stored. */
  through: number
}

/** Gathers rows until a page is full; bodies travel as they were stored. */
export function pageWriter(range: PageRange) {
  let page: string[] = []
  let bytes = 0
  let sent = false
  return {
    /** The page that was full before this row; `after` is the position once it is stored. */
    add({ seq, body }: Pick<RecordText, 'seq' | 'body'>, after: number): string | undefined {
      const text = `[${seq},${body}]`
      const length = Buffer.byteLength(text) + 1
      const isFull = bytes + length > pageBytes - 256 && page.length > 0
      const full = isFull ? pageLine(range, after, page) : undefined
      if (isFull) {
        sent = true
        page = []
        bytes = 0
      }
      page.push(text)
      bytes += length
      return full
    },
    /** The last page; undefined when there was no row at all. */
    end(): string | undefined {
      return page.length > 0 || sent ? pageLine(range, range.through, page) : undefined
    },
  }
}

function pageLine({ scope, tier }: PageRange, through: number, records: string[]): string {
  const head = `{"kind":"page","scope":"${scope}","tier":${tier},"through":${through},"records":[`
  return `${head}${records.join(',')}]}\n`
}
