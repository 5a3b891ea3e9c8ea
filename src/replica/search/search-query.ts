import { foldLetters } from '#shared/domain/name-token.ts'
import { parsePhone } from '#shared/domain/phone-number.ts'
import { toSimplified } from '#shared/domain/traditional-characters.ts'

/** What was typed, made comparable. */
export interface SearchQuery {
  /** Letters and characters one by one, simplified, folded; at most 30, which is longer than a name read aloud. */
  elements: readonly string[]
  /** The elements together. */
  text: string
  /** True without any Chinese character. */
  lettersOnly: boolean
  /** Digits to look for in the phone tail; '' for none. */
  tail: string
}

/** Bits of a 32-bit number mark how far a query has been matched: 30 elements and the start. */
const mostElements = 30

/** Reads what was typed; spaces, dots, dashes and apostrophes mean nothing, in whichever form. */
export function readQuery(typed: string): SearchQuery {
  return queryOf([...foldLetters(toSimplified(typed.normalize('NFKC')))], tailOf(typed))
}

/** “张5678”: a name and the digits of a phone tail; undefined when the query is not of this form. */
export function readNameAndTail(query: SearchQuery): SearchQuery | undefined {
  const parts = /^(.*\D)(\d{1,4})$/u.exec(query.text)
  if (parts === null) return undefined
  return queryOf([...(parts[1] ?? '')], parts[2] ?? '')
}

function queryOf(all: readonly string[], tail: string): SearchQuery {
  const elements = all.slice(0, mostElements)
  const text = elements.join('')
  return { elements, text, lettersOnly: !/\p{Script=Han}/u.test(text), tail }
}

/**
 * One to four digits are a part of the tail; a whole number and the end of one are compared by their last four. What may be the
 * beginning of a mobile number or of an area code says nothing of its end while it is being typed.
 */
function tailOf(typed: string): string {
  const phone = parsePhone(typed)
  if (!phone.ok) {
    if (phone.error.type !== 'phone-too-short') return ''
    return typed.normalize('NFKC').replace(/\D/gu, '')
  }
  const { kind, value } = phone.value
  const number = value.replace(/-.*$/u, '').replace('+', '')
  const isWhole = kind !== 'other' || number.length === 8 || value.startsWith('+')
  return isWhole || !/^(?:1[3-9]|0)/u.test(number) ? number.slice(-4) : ''
}
