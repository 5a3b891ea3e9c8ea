/** The ways in which tables are written here: by newer programs, by Excel in Chinese, and by its “Unicode text”. */
export const encodings = ['utf-8', 'gb18030', 'utf-16le'] as const
export type Encoding = (typeof encodings)[number]

/**
 * Which encoding a file is in: by its byte order mark, else UTF-8 if all of it is, else GBK (`gb18030` reads all of that).
 * A person may know better and choose.
 */
export function detectEncoding(bytes: Uint8Array<ArrayBuffer>): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

/** The text of a file, without its byte order mark; what does not fit the encoding becomes a replacement character. */
export function decodeFile(bytes: Uint8Array<ArrayBuffer>, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes)
}

/** Whether a text looks as if it had been read in the wrong encoding. */
export function looksGarbled(text: string): boolean {
  return text.slice(0, 100_000).includes('\ufffd')
}

/** SHA-256 of the bytes, by which a file is known again. */
export async function hashOfFile(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
