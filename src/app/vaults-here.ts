import type { VaultDevice } from '#vault/vault-device.ts'
import { countUnsent } from '#vault/vaults-on-disk.ts'
import { within } from './within.ts'

/** Counting opens the database of a colleague; one that has hung is not waited for (ms). */
const longestCount = 3000

/** A colleague as this page knows him: from an unlock since it was opened, never from the disk. */
export interface KnownPerson {
  name: string
  staffNo: string
}

/** KE6: what may be said of a locked vault: whose it is if this page knows it, and how much of it was not sent. */
export interface VaultHere {
  tag: string
  person: KnownPerson | null
  /** Instant in ms. */
  lastUsedAt: number
  /** Changes that no server has confirmed; null where it cannot be told. */
  unsent: number | null
}

/** All vaults of this device, last used first. Needs no key. */
export async function listVaultsHere(
  device: VaultDevice,
  known: ReadonlyMap<string, KnownPerson>,
  patience = longestCount,
): Promise<VaultHere[]> {
  const listed = await device.directory.list()
  return Promise.all(
    listed.map(async ({ tag, lastUsedAt }) => ({
      tag,
      person: known.get(tag) ?? null,
      lastUsedAt,
      unsent: await within(
        // Which of the many ways a database has to refuse does not matter: then nothing is said.
        countUnsent(device, tag).catch(() => null),
        patience,
      ),
    })),
  )
}
