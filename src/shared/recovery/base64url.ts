const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const valueOf = new Map([...digits].map((digit, value) => [digit, value]))

/** Bytes of any length as base64url without padding. */
export function toBase64url(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const length = Math.min(4, bytes.length - at + 1)
    for (let index = 0; index < length; index += 1) {
      text += digits[(three >> (18 - 6 * index)) & 63] ?? ''
    }
  }
  return text
}

/** The bytes of a base64url text without padding; `null` if it is none. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let held = 0
  let bits = 0
  let at = 0
  for (const digit of text) {
    const value = valueOf.get(digit)
    if (value === undefined) return null
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (held >> bits) & 0xff
    }
  }
  // Bits that no byte holds are zero: one content has one text.
  return (held & ((1 << bits) - 1)) === 0 ? bytes : null
}
