import type { IdentityKeyAnswer } from '#shared/protocol/identity-message.ts'
import type { Services } from './services.ts'
import type { Transaction } from './store/store.ts'

/**
 * The key by which all devices of the organisation mark identity numbers (decision 148): made when the first device asks, and
 * the same for ever. It is answered to who may see profiles, and is in no record, no log and no audit row.
 */
export async function giveIdentityKey(
  { meta }: Pick<Transaction, 'meta'>,
  { randomBytes }: Pick<Services, 'randomBytes'>,
): Promise<IdentityKeyAnswer> {
  const known = await meta.identityKey()
  if (known !== undefined) return { key: known }
  await meta.keepIdentityKey(Buffer.from(randomBytes(32)).toString('base64url'))
  // Two devices may ask at once: the one that is stored counts.
  const key = await meta.identityKey()
  if (key === undefined) throw new Error('A key that was stored is gone.')
  return { key }
}
