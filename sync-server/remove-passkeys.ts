import type { Passkey } from './store/passkey-table.ts'
import type { Transaction } from './store/store.ts'

/** Who removes a passkey, for the audit: a person, an administrator, or nobody with an account. */
interface Remover {
  staffId: string | null
  device: string | null
  code?: string
}

/** SE1: from now on these open the door no more; devices drop what they open there at their next contact (KE3). */
export async function removePasskeys(
  { passkeys, audit }: Pick<Transaction, 'passkeys' | 'audit'>,
  removed: readonly Passkey[],
  by: Remover,
  now: number,
): Promise<void> {
  for (const { id } of removed) {
    await passkeys.remove(id)
    audit.add({ at: now, what: 'passkey-removed', ...by, refType: 'passkey', refId: id })
  }
}
