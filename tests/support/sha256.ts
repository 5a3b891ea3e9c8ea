import { createHash } from 'node:crypto'

/** As `WipeKey` says it: of the text, as base64url. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
