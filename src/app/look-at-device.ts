import { fail, ok, type Result } from '#shared/domain/result.ts'
import { probeDevice, type ProbeProblem } from '#vault/device-probe.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import { within } from './within.ts'

/** VA5: an IndexedDB that hangs does so for ever; a browser just started on a busy disk takes seconds (ms). */
const longestWait = 10_000

/**
 * What this device can do for us: how many vaults lie here, or that it cannot keep any. A vault that is listed
 * is proof enough, so the lock does not wait for the probe, which a slow start alone can make fail.
 */
export async function lookAtDevice(
  { databases, directory }: Pick<VaultDevice, 'databases' | 'directory'>,
  patience = longestWait,
): Promise<Result<{ vaultsHere: number }, ProbeProblem>> {
  const listed = directory.list().then(
    (vaults) => vaults.length,
    // Which of the many ways a broken profile has to refuse does not matter: the page says what to do.
    () => 'refused' as const,
  )
  const probing = probeDevice(databases)
  const vaultsHere = await within(listed, patience)
  if (vaultsHere === null) return fail({ type: 'no-answer' })
  if (vaultsHere !== 'refused' && vaultsHere > 0) return ok({ vaultsHere })
  const probed = await probing
  if (!probed.ok) return probed
  return vaultsHere === 'refused' ? fail({ type: 'no-database' }) : ok({ vaultsHere })
}
