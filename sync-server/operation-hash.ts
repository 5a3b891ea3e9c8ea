import { createHash } from 'node:crypto'
import { withoutForbidden } from '#shared/protocol/forbidden-content.ts'

/**
 * PU1: what tells whether an operation is the same as before. Neither the order of its members nor
 * its number counts: a device that had to start again sends the same operation under another one.
 * SE7: a card number does not count either. It could be guessed from its hash, and what is kept has a mask in its place.
 */
export function operationHash(operation: Record<string, unknown>): string {
  const { n: _, ...rest } = operation
  return createHash('sha256')
    .update(canonical(withoutForbidden(rest)))
    .digest('base64url')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`)
  return `{${members.join(',')}}`
}
