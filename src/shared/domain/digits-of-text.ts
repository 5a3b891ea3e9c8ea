/** A digit as it reads, and where it came from. */
export interface Digit {
  /** `0` to `9`. */
  value: string
  /** Place in the narrow text. */
  at: number
  /** Place and length in the text as it was typed, in UTF-16 units. */
  source: number
  length: number
}

/**
 * The text with full-width and other forms of letters and digits made plain (NFKC), and its digits with the places that
 * they came from. A text with fewer than `fewest` digits is not looked at any closer: most texts have none.
 */
export function digitsOf(text: string, fewest: number): { narrow: string; digits: Digit[] } {
  const digits: Digit[] = []
  if (!mayHaveDigits(text, fewest)) return { narrow: text, digits }
  let narrow = ''
  let copied = 0
  for (let source = 0; source < text.length; source += 1) {
    const code = text.charCodeAt(source)
    if (isAsciiDigit(code)) {
      const at = narrow.length + source - copied
      digits.push({ value: String.fromCharCode(code), at, source, length: 1 })
    }
    if (isPlain(code)) continue
    const character = String.fromCodePoint(text.codePointAt(source) ?? code)
    narrow += text.slice(copied, source)
    for (const value of character.normalize('NFKC')) {
      const place = { at: narrow.length, source, length: character.length }
      if (isAsciiDigit(value.charCodeAt(0))) digits.push({ value, ...place })
      narrow += value
    }
    copied = source + character.length
    source = copied - 1
  }
  return { narrow: narrow + text.slice(copied), digits }
}

/** By numbers of characters, and without a look at any of them again: every save and every push comes through here. */
function mayHaveDigits(text: string, fewest: number): boolean {
  let digits = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (isAsciiDigit(code) || !isPlain(code)) digits += 1
    if (digits >= fewest) return true
  }
  return false
}

function isAsciiDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/**
 * Characters that hold no digit in another form: ASCII, punctuation and characters of Chinese, full-width signs. The space
 * of Chinese (U+3000) is none of them, because NFKC makes it a space.
 */
function isPlain(code: number): boolean {
  if (code < 0x80) return true
  if (code >= 0x4e00) return code <= 0x9fff || (code >= 0xff01 && code <= 0xff0c) || code === 0xff1b
  return code >= 0x3001 && code <= 0x3020
}
