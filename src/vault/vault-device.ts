import type { Argon2Parameters, DeriveKey } from './argon2.ts'
import type { Databases } from './database.ts'
import { calibrate, deriveInWorker } from './derive-key.ts'
import { freeSpace } from './storage.ts'
import type { VaultDirectory } from './vault-directory.ts'

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

async function measureDerivation(parameters: Argon2Parameters): Promise<number> {
  const salt = new Uint8Array(16)
  const start = performance.now()
  await deriveInWorker('calibration', salt, parameters)
  return performance.now() - start
}
