import { parsePhone } from '#shared/domain/phone-number.ts'
import { guardCell } from './csv-cell.ts'
import type { TransferCells, TransferField } from './transfer-field.ts'
import { ownProperties } from './vcard-field.ts'
import { writeWords } from './word-list-cell.ts'

/** Whether a text is a file of vCards. */
export function isVcardText(text: string): boolean {
  return /^\ufeff?\s*BEGIN:VCARD\b/iu.test(text)
}

/**
 * The cards of a file (vCard 2.1, 3.0, 4.0), one at a time, as the cells of a table. Pictures and whatever has no field are
 * passed over; a card that is not closed ends at the next one.
 */
export function* readVcards(text: string): Generator<TransferCells> {
  const begin = /BEGIN:VCARD\s*\r?\n?/giu
  let match = begin.exec(text)
  while (match !== null) {
    const from = begin.lastIndex
    match = begin.exec(text)
    yield cellsOfCard(linesOf(text.slice(from, match?.index ?? text.length)))
  }
}

/** Physical lines joined: a folded line goes on after a space (RFC 6350, 3.2), a quoted-printable one after its `=`. */
function linesOf(card: string): string[] {
  const unfolded = card.replace(/\r\n?/gu, '\n').replace(/\n[ \t]/gu, '')
  const lines: string[] = []
  let open = ''
  for (const line of unfolded.split('\n')) {
    const whole = open + line
    const goesOn = whole.endsWith('=') && /^[^:]*QUOTED-PRINTABLE/iu.test(whole)
    open = goesOn ? whole.slice(0, -1) : ''
    if (!goesOn) lines.push(whole)
  }
  return lines
}

interface Property {
  name: string
  /** In capitals: `TYPE=CELL`, and plain `CELL` in 2.1. */
  parameters: string
  /** Still escaped. */
  value: string
}

function propertyOf(line: string): Property | null {
  const parts = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":])*)?):(.*)$/su.exec(line)
  if (parts === null) return null
  const [, name = '', parameters = '', value = ''] = parts
  const isQuoted = /QUOTED-PRINTABLE/iu.test(parameters)
  return {
    name: name.toUpperCase(),
    parameters: parameters.toUpperCase(),
    value: isQuoted ? fromQuotedPrintable(value) : value,
  }
}

/** Telephones write UTF-8 in this form; what is not UTF-8 stays as it is, for a person to see. */
function fromQuotedPrintable(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('%', '%25').replace(/=([0-9a-f]{2})/giu, '%$1'))
  } catch {
    return value
  }
}

function cellsOfCard(lines: readonly string[]): TransferCells {
  const found = new Map<TransferField, string[]>()
  const add = (field: TransferField, ...texts: string[]) => {
    const known = found.get(field) ?? []
    found.set(field, [...known, ...texts.map((text) => text.trim()).filter((text) => text !== '')])
  }
  let structuredName = ''
  for (const line of lines) {
    const property = propertyOf(line)
    if (property === null) continue
    if (property.name === 'N') structuredName = nameOf(property.value)
    else for (const [field, ...texts] of fieldsOf(property)) add(field, ...texts)
  }
  if (found.get('name') === undefined && structuredName !== '') add('name', structuredName)
  const cells: TransferCells = {}
  for (const [field, texts] of found) {
    const text = joined(field, texts)
    if (text !== '') cells[field] = guardCell(text)
  }
  return cells
}

function joined(field: TransferField, texts: readonly string[]): string {
  if (field === 'aliases' || field === 'tags') return writeWords(texts)
  if (field === 'address') return texts.join('\n')
  return severalFields.has(field) ? texts.join('；') : (texts[0] ?? '')
}

const severalFields: ReadonlySet<TransferField> = new Set(['mobile', 'tel', 'wechat', 'email'])

type FieldTexts = [field: TransferField, ...texts: string[]]

const fieldByOwnProperty: ReadonlyMap<string, TransferField> = new Map(
  Object.entries(ownProperties).map(([field, name]) => [name, field as TransferField]),
)

function fieldsOf({ name, parameters, value }: Property): FieldTexts[] {
  const text = unescaped(value)
  switch (name) {
    case 'FN':
      return [['name', text]]
    case 'NICKNAME':
      return [['aliases', ...split(value, ',').map(unescaped)]]
    case 'CATEGORIES':
      return [['tags', ...split(value, ',').map(unescaped)]]
    case 'TEL':
      return [phoneOf(parameters, text.replace(/^tel:/iu, ''))]
    case 'EMAIL':
      return [['email', text.replace(/^mailto:/iu, '')]]
    case 'ADR':
      return [['address', addressOf(value)]]
    case 'BDAY':
      return /CALSCALE=(?!GREGORIAN)/u.test(parameters) ? [] : [['birthday', text]]
    case 'NOTE':
      return [['pinnedNote', text]]
    case 'ORG':
      return [['employer', split(value, ';').map(unescaped).filter(Boolean).join(' ')]]
    case 'TITLE':
      return [['occupation', text]]
    case 'GENDER':
      return /^[mf]/iu.test(text) ? [['gender', text.slice(0, 1)]] : []
    case 'X-WECHAT':
    case 'X-WEIXIN':
      return [['wechat', text]]
    case 'IMPP': {
      const account = /^(?:weixin|wechat):(?:\/\/)?(.+)$/iu.exec(text)?.[1]
      return account === undefined ? [] : [['wechat', account]]
    }
    default: {
      const field = fieldByOwnProperty.get(name)
      return field === undefined ? [] : [[field, text]]
    }
  }
}

/** What is marked as no mobile number can still be one: telephones mark by habit. */
function phoneOf(parameters: string, number: string): FieldTexts {
  const parsed = parsePhone(number)
  const isMobile = parsed.ok && parsed.value.kind === 'mobile'
  return [isMobile || /CELL|IPHONE/u.test(parameters) ? 'mobile' : 'tel', number]
}

/** Family and given name in the order in which they are said. */
function nameOf(value: string): string {
  const [family = '', given = '', further = ''] = split(value, ';').map(unescaped)
  const isChinese = /\p{Script=Han}/u.test(family + given)
  const parts = isChinese ? [family, further, given] : [given, further, family]
  return parts.filter((part) => part.trim() !== '').join(isChinese ? '' : ' ')
}

/** Box, extension, street, town, region, postal code, country; in Chinese from the large to the small. */
function addressOf(value: string): string {
  const [, extension = '', street = '', town = '', region = '', , country = ''] = split(
    value,
    ';',
  ).map((part) => unescaped(part).trim())
  const isChinese = /\p{Script=Han}/u.test(street + town)
  const parts = isChinese
    ? [country, region, town, street, extension]
    : [street, extension, town, region, country]
  const text = parts.filter((part) => part !== '').join(isChinese ? '' : ', ')
  return text.replace(/\s*\n\s*/gu, ' ')
}

/** Parts at separators that are not escaped. */
function split(value: string, separator: ';' | ','): string[] {
  const parts = ['']
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at] ?? ''
    if (character === separator) parts.push('')
    else {
      const isEscape = character === '\\'
      parts[parts.length - 1] += isEscape ? value.slice(at, at + 2) : character
      if (isEscape) at += 1
    }
  }
  return parts
}

function unescaped(value: string): string {
  return value.replace(/\\(.)/gsu, (_all, sign: string) => (/n/iu.test(sign) ? '\n' : sign))
}
