import { fail, ok, type Result } from '#shared/domain/result.ts'
import { closeConnections, connectVault, readMeta } from './database.ts'
import { numbersOf, signInIds } from './device-numbers.ts'
import type { UnlockProblem } from './unlock-problem.ts'
import type { VaultDevice } from './vault-device.ts'
import type { VaultDirectory } from './vault-directory.ts'

/** Which vault: by tag, or by colleague; may be left out when there is exactly one on the device. */
export interface VaultChoice {
  tag?: string
  serverId?: string
  staffNo?: string
}

/** The tag of that vault. */
export async function findTag(
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
  const [identity, numbering] = await read.finally(() => closeConnections(connections))
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
  return connections.strict.outbox.count().finally(() => closeConnections(connections))
}
