import { identityLength } from './identity-number.ts'

/** `**************002X`: an identity number, or what should be one, without all but its last four. */
export function maskIdentity(number: string): string {
  return Array.from(number.trim()).slice(-4).join('').padStart(identityLength, '*')
}

/** A text with each identity number in it masked, wherever it stands. */
export function maskIdentities(text: string): string {
  return text.replace(/(?<!\p{Nd})\p{Nd}{17}[\p{Nd}xXｘＸ](?!\p{Nd})/gu, maskIdentity)
}
