import { buggify } from '#shared/faults/buggify.ts'
import { connectVault, deleteDatabase, type Databases } from './database.ts'
import type { VaultDirectory } from './vault-directory.ts'

/**
 * SR3: destroys a vault for good: its keys first, so that from then on nothing in it can be read, then its database with all
 * that lies there, then its name in the list. A crash at any point leaves less than before, and the next call goes on;
 * on a vault that is gone it changes nothing. The directory still lists the vault until the rest is gone.
 */
export async function destroyVault(
  { databases, directory }: { databases: Databases; directory: VaultDirectory },
  tag: string,
): Promise<void> {
  const { strict } = connectVault(tag, databases)
  // Not through the gate of CL6: whatever version wrote these slots, they go.
  await strict.slots.clear().finally(() => strict.close())
  await buggify('vault-keys-destroyed', tag)
  await deleteDatabase(tag, databases)
  await buggify('vault-database-destroyed', tag)
  await directory.remove(tag)
}
