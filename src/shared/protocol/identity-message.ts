import * as z from 'zod/mini'

/** `POST /api/identity-key`: the key of the organisation by which identity numbers are marked; 32 bytes as base64url. */
export const IdentityKeyAnswer = z.strictObject({
  key: z.string().check(z.regex(/^[\w-]{43}$/u)),
})
export type IdentityKeyAnswer = z.infer<typeof IdentityKeyAnswer>
