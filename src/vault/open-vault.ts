import { fail, ok, type Result } from '#shared/domain/result.ts'
import { assembleVault, type OpenVault } from './assemble-vault.ts'
import { closeConnections, connectVault, readMeta, type VaultConnections } from './database.ts'
import { numbersOf } from './device-numbers.ts'
import { openFormerKey } from './former-key.ts'
import { schemaEpoch } from './schema-gate.ts'
import type { OpenRoot, UnlockProblem } from './unlock-problem.ts'
import type { VaultDevice } from './vault-device.ts'
import { vaultKeysFrom, type RootKey } from './vault-keys.ts'
import { rootByPassword } from './vault-password.ts'
import { findTag, type VaultChoice } from './vaults-on-disk.ts'

/** A window that is storing finishes first and then gives way (ms). */
const givesWayWithin = 3_000
/** VA5: a database that has hung never answers; one that a busy disk holds up takes seconds (ms). */
const answersWithin = 10_000

export interface VaultUnlock extends VaultChoice {
  password: string
}

/** KE2: opens a vault with its password, without a network. */
export async function unlockVault(
  device: VaultDevice,
  unlock: VaultUnlock,
): Promise<Result<OpenVault, UnlockProblem>> {
  const found = await findTag(device.directory, unlock)
  if (!found.ok) return found
  const tag = found.value
  return openWith(device, tag, rootByPassword(device, tag, unlock.password))
}

/** KE4: opens a vault with a root key that this page still holds. Overwrites its bytes with zeros. */
export async function unlockWithRoot(
  device: VaultDevice,
  tag: string,
  root: RootKey,
): Promise<Result<OpenVault, UnlockProblem>> {
  const opened = await openWith(device, tag, (_stored, keyId) =>
    // The vault was removed and made anew since: this key opens nothing there.
    Promise.resolve(root.id === keyId ? ok(root) : fail({ type: 'broken' })),
  )
  root.bytes.fill(0)
  return opened
}

async function openWith(
  device: VaultDevice,
  tag: string,
  openRoot: OpenRoot,
): Promise<Result<OpenVault, UnlockProblem>> {
  const connections = connectVault(tag, device.databases)
  const opened = await openConnected(device, tag, connections, openRoot)
  if (!opened.ok) {
    closeConnections(connections)
    return opened
  }
  // It orders the list of vaults and nothing else, so nobody waits for the disk; a failure is in the browser's log.
  void device.directory.touch(tag, device.now())
  return opened
}

async function openConnected(
  device: VaultDevice,
  tag: string,
  connections: VaultConnections,
  openRoot: OpenRoot,
): Promise<Result<OpenVault, UnlockProblem>> {
  const { strict, relaxed } = connections
  const read = Promise.all([
    readMeta(strict, 'schema'),
    readMeta(strict, 'identity'),
    readMeta(strict, 'numbering'),
    strict.slots.get('password'),
    strict.slots.get('former-key'),
    relaxed.open(),
  ])
  const found = await unlessKept(connections, read)
  if (found === 'in-use' || found === 'silent') {
    // Whatever the reading comes to later: nobody waits for it any more.
    read.catch(() => {})
    return fail({ type: found })
  }
  const [schema, identity, numbering, stored, storedFormer] = found
  if (schema === undefined && stored === undefined) return fail({ type: 'no-vault' })
  // CL6: what a newer app wrote is opened by a newer app.
  if (schema !== undefined && schema.epoch > schemaEpoch) return fail({ type: 'newer-schema' })
  if (identity === undefined) return fail({ type: 'broken' })
  const root = await openRoot(stored, identity.keyId)
  if (!root.ok) return root
  const keys = await vaultKeysFrom(root.value.id, root.value.bytes)
  // KE8: without it, what lies under it would be taken for damaged.
  const former = await openFormerKey(tag, keys, storedFormer)
  if (former === 'unreadable') return fail({ type: 'broken' })
  const numbers = numbersOf(identity, numbering)
  return ok(assembleVault({ ...device, tag, numbers, connections, keys, former }))
}

/**
 * What is read, unless it does not come. `in-use` (CL6): a window with older code keeps the database from being upgraded, and
 * does not give way in time. `silent` (VA5): the database does not answer at all.
 */
function unlessKept<Read>(
  { strict, relaxed }: VaultConnections,
  read: Promise<Read>,
): Promise<Read | 'in-use' | 'silent'> {
  return new Promise((resolve, reject) => {
    const silence = setTimeout(() => resolve('silent'), answersWithin)
    const onBlocked = (): void => void setTimeout(() => resolve('in-use'), givesWayWithin)
    for (const database of [strict, relaxed]) database.on('blocked', onBlocked)
    read.then(resolve, reject).finally(() => clearTimeout(silence))
  })
}
