import { readCell } from './csv-cell.ts'
import type { TransferCells, TransferField } from './transfer-field.ts'
import { ownProperties } from './vcard-field.ts'
import { readWords } from './word-list-cell.ts'

/** RFC 6350, 3.2: longest line in octets, without its end. */
const longestLine = 75

/**
 * One customer as a vCard 3.0, which every telephone reads; `watermark` says in each card who took it. `further` is what no import
 * reads, by names of letters and dashes.
 */
export function writeVcard(
  cells: TransferCells,
  watermark: string,
  further: readonly { id: string; text: string }[] = [],
): string {
  const read = (field: TransferField) => readCell(cells[field] ?? '')
  const line = (name: string, text: string) => (text === '' ? [] : [`${name}:${escaped(text)}`])
  const several = (field: TransferField, name: string) =>
    read(field)
      .split('；')
      .flatMap((text) => line(name, text))
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${escaped(read('name'))};;;;`,
    ...line('FN', read('name')),
    ...wordsLine('NICKNAME', readWords(read('aliases'))),
    ...several('mobile', 'TEL;TYPE=CELL'),
    ...several('tel', 'TEL;TYPE=VOICE'),
    ...several('wechat', 'X-WECHAT'),
    ...several('email', 'EMAIL'),
    ...read('address')
      .split('\n')
      .flatMap((text) => (text === '' ? [] : [`ADR:;;${escaped(text)};;;;`])),
    ...line('BDAY', birthdayOf(read('birthday'))),
    ...line('ORG', read('employer')),
    ...line('TITLE', read('occupation')),
    ...line('GENDER', genderOf(read('gender'))),
    ...wordsLine('CATEGORIES', readWords(read('tags'))),
    ...line('NOTE', read('pinnedNote')),
    ...Object.entries(ownProperties).flatMap(([field, name]) =>
      line(name, read(field as TransferField)),
    ),
    ...further.flatMap(({ id, text }) => line(`X-BRANCHBOOK-${id.toUpperCase()}`, text)),
    ...line('X-BRANCHBOOK-EXPORT', watermark),
    'END:VCARD',
  ]
  return lines.map((each) => `${folded(each)}\r\n`).join('')
}

function wordsLine(name: string, words: readonly string[]): string[] {
  return words.length === 0 ? [] : [`${name}:${words.map(escaped).join(',')}`]
}

/** A day without a year begins with dashes (ISO 8601). */
function birthdayOf(date: string): string {
  return /^\d{2}-\d{2}$/u.test(date) ? `--${date}` : date
}

function genderOf(word: string): string {
  if (word === '') return ''
  return word === '女' || word === 'female' ? 'F' : 'M'
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/gu, '\\$&').replace(/\r\n?|\n/gu, '\\n')
}

/** Parted so that no line is too long and no character is cut in two. */
function folded(line: string): string {
  const lines: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = octetsOf(character)
    // A line that goes on begins with a space.
    if (octets + size > longestLine - (lines.length > 0 ? 1 : 0)) {
      lines.push(part)
      part = ''
      octets = 0
    }
    part += character
    octets += size
  }
  return [...lines, part].join('\r\n ')
}

/** In UTF-8. */
function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}
