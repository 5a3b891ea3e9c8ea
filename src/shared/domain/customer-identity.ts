import * as z from 'zod/mini'

/**
 * 身份证 identity of a customer: what is kept of a number that is kept nowhere (decision 148). `idHmac` is what `createIdentityMarker`
 * makes of it: eight letters that name the key, and the mark of the number.
 */
export const CustomerIdentity = z.strictObject({
  idLast4: z.string().check(z.regex(/^\d{3}[\dX]$/u, 'id-last-4')),
  idHmac: z.string().check(z.regex(/^[a-p]{8}\.[a-p]{32}$/u, 'id-mark')),
})
export type CustomerIdentity = z.infer<typeof CustomerIdentity>

/** Two customers with one number are one person. */
export function isSameIdentity(
  one: CustomerIdentity | undefined,
  other: CustomerIdentity | undefined,
): boolean {
  return one !== undefined && one.idHmac === other?.idHmac
}

/**
 * Invariant 14: two numbers are two people. Marks that were made with two keys, as when a database without the key was restored,
 * say nothing of each other.
 */
export function isOtherIdentity(
  one: CustomerIdentity | undefined,
  other: CustomerIdentity | undefined,
): boolean {
  if (one === undefined || other === undefined) return false
  return keyOf(one) === keyOf(other) && one.idHmac !== other.idHmac
}

/** Whether some two among these are known to be different people. */
export function haveOtherIdentities(identities: readonly CustomerIdentity[]): boolean {
  return identities.some((one, at) =>
    identities.slice(at + 1).some((other) => isOtherIdentity(one, other)),
  )
}

function keyOf({ idHmac }: CustomerIdentity): string {
  return idHmac.slice(0, idHmac.indexOf('.'))
}
