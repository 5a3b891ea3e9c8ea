/** A value as the UTF-8 bytes of its JSON. */
export function toBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value))
}

/** The value of such bytes, to be parsed by a schema; throws `SyntaxError` on anything but JSON. */
export function fromBytes(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes)) as unknown
}
