import { fail, ok, type Result } from '#shared/domain/result.ts'
import { assembleVault, type OpenVault } from './assemble-vault.ts'
import type { Argon2Parameters, DeriveKey } from './argon2.ts'
import { connectVault, readMeta, type Databases, type VaultConnections } from './database.ts'
import { calibrate, deriveInWorker } from './derive-key.ts'
import { makePasswordSlot, openPasswordSlot, PasswordSlot } from './key-slots.ts'
import { makePasskeySlot, type AnsweredPasskey } from './passkey-slot.ts'
import { openFormerKey } from './former-key.ts'
import { firstNumbers, numbersOf, signInIds } from './device-numbers.ts'
import { emptyManifest } from './manifest.ts'
import { sealManifest } from './manifest-store.ts'
import { bindToKey, schemaEpoch, sealEpoch, writeTransaction } from './schema-gate.ts'
import { createSealer } from './seal.ts'
import { freeSpace } from './storage.ts'
import { newRootKey, vaultKeysFrom, withRootKey, type RootKey } from './vault-keys.ts'
import type { VaultDirectory } from './vault-directory.ts'

/** A window that is storing finishes first and then gives way (ms). */
const givesWayWithin = 3_000
/** VA5: a database that has hung never answers; one that a busy disk holds up takes seconds (ms). */
const answersWithin = 10_000

/** What a vault needs of the device it lies on; tests and simulated devices bring their own. */
export interface VaultDevice {
  databases: Databases
  directory: VaultDirectory
  derive: DeriveKey
  /** KE2: parameters for a new slot. */
  chooseParameters: () => Promise<Argon2Parameters>
  freeSpace: () => Promise<number | null>
  /** Instant in ms. */
  now: () => number
}

/** The device of a browser: its IndexedDB, a worker for the key derivation, its clock. */
export function browserDevice(directory: VaultDirectory): VaultDevice {
  return {
    databases: {},
    directory,
    derive: deriveInWorker,
    chooseParameters: () => calibrate(measureDerivation),
    freeSpace,
    now: Date.now,
  }
}

interface VaultOwner {
  serverId: string
  staffNo: string
  /** CL7: the ids that the sign-in already told the server; made here if left out. */
  identity?: { deviceId: string; epoch: string }
}

/** KE2, KE3: a vault that is to be made, and what opens it: a password, or a passkey that has just answered. */
export type NewVault = VaultOwner & ({ password: string } | { passkey: AnsweredPasskey })

/**
 * Makes the vault of a colleague on this device and opens it. Replaces nothing:
 * `exists` when there is one already.
 */
export async function createVault(
  device: VaultDevice,
  { serverId, staffNo, identity, ...secret }: NewVault,
): Promise<Result<OpenVault, { type: 'exists'; tag: string }>> {
  const tag = await device.directory.tagFor(serverId, staffNo)
  const now = device.now()
  // Listed first: a crash in between leaves an entry without a vault, never a vault that nobody finds.
  await device.directory.add({ tag, serverId, createdAt: now, lastUsedAt: now })
  const connections = connectVault(tag, device.databases)
  const root = newRootKey()
  const slot =
    'password' in secret
      ? await newPasswordSlot(device, tag, root, secret.password)
      : await makePasskeySlot(tag, root, secret.passkey)
  const keys = await vaultKeysFrom(root.id, root.bytes)
  const ids = identity ?? { deviceId: crypto.randomUUID(), epoch: crypto.randomUUID() }
  const manifest = await sealManifest(
    createSealer({ keys, database: connections.strict.name, epoch: sealEpoch }),
    1,
    emptyManifest,
  )
  const { strict } = connections
  const made = await strict.transaction('rw', [strict.meta, strict.slots], async () => {
    if ((await readMeta(strict, 'schema')) !== undefined) return false
    await strict.slots.put(slot)
    await strict.meta.bulkPut([
      { key: 'schema', epoch: schemaEpoch },
      { key: 'identity', ...ids, keyId: keys.id },
      { key: 'outbox', lastN: 0 },
      manifest,
    ])
    return true
  })
  if (!made) {
    close(connections)
    return fail({ type: 'exists', tag })
  }
  if ('passkey' in secret) await device.directory.notePasskeys(tag, true)
  return ok(assembleVault({ ...device, tag, numbers: firstNumbers(ids), connections, keys }))
}

/** Which vault: by tag, or by colleague; may be left out when there is exactly one on the device. */
interface VaultChoice {
  tag?: string
  serverId?: string
  staffNo?: string
}

export interface VaultUnlock extends VaultChoice {
  password: string
}

/**
 * `ambiguous`: several vaults, so the staff number is needed. `no-password`: passkeys alone open it. `newer-schema`: this window is older than what lies there;
 * `in-use`: another window is older and does not give way. `silent`: the database does not answer. `broken`: key slot or identity are not readable.
 */
export type UnlockProblem =
  | { type: 'no-vault' }
  | { type: 'ambiguous' }
  | { type: 'wrong-password' }
  | { type: 'no-password' }
  | { type: 'newer-schema' }
  | { type: 'in-use' }
  | { type: 'silent' }
  | { type: 'broken' }

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

/** KE4: whether this is the password of a vault, which stays as it is, open or locked. */
export async function checkPassword(
  device: VaultDevice,
  tag: string,
  password: string,
): Promise<Result<null, UnlockProblem>> {
  const { strict } = connectVault(tag, device.databases)
  const read = Promise.all([readMeta(strict, 'identity'), strict.slots.get('password')])
  const [identity, stored] = await read.finally(() => strict.close())
  if (identity === undefined) return fail({ type: 'no-vault' })
  const root = await rootByPassword(device, tag, password)(stored, identity.keyId)
  if (!root.ok) return root
  root.value.bytes.fill(0)
  return ok(null)
}

/** KE2: whether a vault has a password at all; one that a passkey made has none at first. */
export async function hasPassword(device: VaultDevice, tag: string): Promise<boolean> {
  const { strict } = connectVault(tag, device.databases)
  const stored = await strict.slots.get('password').finally(() => strict.close())
  return stored !== undefined
}

export function rootByPassword(device: VaultDevice, tag: string, password: string): OpenRoot {
  return async (stored, keyId) => {
    if (stored === undefined) return fail({ type: 'no-password' })
    const slot = PasswordSlot.safeParse(stored)
    return slot.success && slot.data.keyId === keyId
      ? openPasswordSlot(tag, slot.data, password, device.derive)
      : fail({ type: 'broken' })
  }
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

/**
 * KE7: gives an open vault a new password; the former slot is gone when this resolves.
 * A vault that is locked is first opened with its former password.
 */
export async function rewrapPassword(
  device: VaultDevice,
  vault: OpenVault,
  newPassword: string,
): Promise<void> {
  const keys = vault.keys()
  const slot = await withRootKey(keys, (bytes) =>
    newPasswordSlot(device, vault.tag, { id: keys.id, bytes }, newPassword),
  )
  const connections = connectVault(vault.tag, device.databases)
  const { strict } = connections
  // KE8: a tab with a former key would wrap that one.
  bindToKey(strict, keys.id)
  await writeTransaction(strict, [strict.slots], () => strict.slots.put(slot)).finally(() =>
    close(connections),
  )
}

/** CL7: who the vault of a colleague is to the server; null where there is none. Needs no key. */
export async function identityOf(
  device: VaultDevice,
  owner: { serverId: string; staffNo: string },
): Promise<ReturnType<typeof signInIds> | null> {
  const found = await findTag(device.directory, owner)
  return found.ok ? readIdentity(device, found.value) : null
}

async function readIdentity(
  device: VaultDevice,
  tag: string,
): Promise<ReturnType<typeof signInIds> | null> {
  const connections = connectVault(tag, device.databases)
  const read = Promise.all([
    readMeta(connections.strict, 'identity'),
    readMeta(connections.strict, 'numbering'),
  ])
  const [identity, numbering] = await read.finally(() => close(connections))
  return identity === undefined ? null : signInIds(numbersOf(identity, numbering))
}

/** CL7: who the vaults of this device are to their servers. Needs no key. */
export async function identitiesHere(device: VaultDevice): Promise<ReturnType<typeof signInIds>[]> {
  const tags = (await device.directory.list()).map(({ tag }) => tag)
  const identities = await Promise.all(tags.map((tag) => readIdentity(device, tag)))
  return identities.filter((one) => one !== null)
}

/** KE6: how many changes of a vault were not confirmed yet. Needs no key and shows no content. */
export async function countUnsent(device: VaultDevice, tag: string): Promise<number> {
  const connections = connectVault(tag, device.databases)
  return connections.strict.outbox.count().finally(() => close(connections))
}

async function newPasswordSlot(
  device: VaultDevice,
  tag: string,
  root: RootKey,
  password: string,
): Promise<PasswordSlot> {
  return makePasswordSlot(tag, root, password, await device.chooseParameters(), device.derive)
}

async function findTag(
  directory: VaultDirectory,
  { tag, serverId, staffNo }: VaultChoice,
): Promise<Result<string, UnlockProblem>> {
  const vaults = (await directory.list()).filter(
    (vault) =>
      (serverId === undefined || vault.serverId === serverId) &&
      (tag === undefined || vault.tag === tag),
  )
  const [first, second] = vaults
  if (first === undefined) return fail({ type: 'no-vault' })
  if (staffNo === undefined)
    return second === undefined ? ok(first.tag) : fail({ type: 'ambiguous' })
  for (const id of new Set(vaults.map((vault) => vault.serverId))) {
    const tag = await directory.tagFor(id, staffNo)
    if (vaults.some((vault) => vault.tag === tag)) return ok(tag)
  }
  return fail({ type: 'no-vault' })
}

/** How a root key is come by, from the slot as it lies there and the id of the key that is wanted. */
type OpenRoot = (storedSlot: unknown, keyId: string) => Promise<Result<RootKey, UnlockProblem>>

async function openWith(
  device: VaultDevice,
  tag: string,
  openRoot: OpenRoot,
): Promise<Result<OpenVault, UnlockProblem>> {
  const connections = connectVault(tag, device.databases)
  const opened = await openConnected(device, tag, connections, openRoot)
  if (!opened.ok) {
    close(connections)
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

async function measureDerivation(parameters: Argon2Parameters): Promise<number> {
  const salt = new Uint8Array(16)
  const start = performance.now()
  await deriveInWorker('calibration', salt, parameters)
  return performance.now() - start
}

function close({ strict, relaxed }: VaultConnections): void {
  strict.close()
  relaxed.close()
}
