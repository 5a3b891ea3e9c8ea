/** Letters and digits that nobody mistakes for another when a password is read aloud or copied by hand. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/**
 * A password or code of four groups of four, 79 bits, written `k7mq-2xhd-w9pt-e4rn`.
 * Each symbol is drawn without bias: bytes beyond the last whole round of the alphabet are thrown away.
 */
export function generatePassword(randomBytes: (length: number) => Uint8Array): string {
  const fair = 256 - (256 % alphabet.length)
  let symbols = ''
  while (symbols.length < 16) {
    for (const byte of randomBytes(24)) {
      if (byte < fair && symbols.length < 16) symbols += alphabet[byte % alphabet.length]
    }
  }
  return symbols.match(/.{4}/g)?.join('-') ?? symbols
}
