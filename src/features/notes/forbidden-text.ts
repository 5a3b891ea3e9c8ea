/** Why a text is not saved: what the bank must never keep in a note (domain 3.4, class C3; invariant 13). */
export type ForbiddenText = 'looks-like-card' | 'looks-like-secret'

/**
 * Looks for card numbers (16–19 digits with a valid check digit, spaces and dashes between) and for passwords and
 * codes (the word, then digits). It answers with the kind only, never with what it found.
 */
export function forbiddenText(text: string): ForbiddenText | null {
  const narrow = text.normalize('NFKC')
  const numbers = narrow.match(/\d(?:[ -]?\d){15,18}(?!\d)/gu) ?? []
  if (numbers.some((number) => hasCheckDigit(number.replace(/\D/gu, '')))) return 'looks-like-card'
  return secret.test(narrow) ? 'looks-like-secret' : null
}

const secret =
  /(?:密码|口令|验证码|校验码|安全码|后三码|cvv2?|cvc2?|\bpin\b|password|passcode)\s*(?:是|为|:|=|-)?\s*\d{3,8}(?!\d)/iu

/** The check digit of ISO/IEC 7812 (Luhn). */
function hasCheckDigit(digits: string): boolean {
  const fromTheEnd = Array.from(digits, Number).toReversed()
  const sum = fromTheEnd.reduce((soFar, digit, index) => {
    const doubled = digit * (index % 2 === 1 ? 2 : 1)
    return soFar + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}
