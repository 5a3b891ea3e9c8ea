import type { IndexableType } from 'dexie'
import { readMeta, type MetaRow, type VaultConnections, type VaultDatabase } from './database.ts'
import { writeTransaction } from './schema-gate.ts'
import { VaultGoneError } from './vault-errors.ts'
import type { DeviceNumbering, DeviceNumbers } from './vault.ts'

/** Of a device that never counted anew: the server's numbers are its own. */
export function firstNumbers(ids: { deviceId: string; epoch: string }): DeviceNumbers {
  return { ...ids, offset: 0, former: null, offering: false, serverEpoch: null }
}

/** The clear values as one. */
export function numbersOf(
  { deviceId, epoch }: { deviceId: string; epoch: string },
  numbering: Extract<MetaRow, { key: 'numbering' }> | undefined,
): DeviceNumbers {
  const ids = { deviceId, epoch }
  if (numbering === undefined) return firstNumbers(ids)
  const { key: _, ...numbers } = numbering
  return { ...ids, ...numbers }
}

/** CL7: the ids to sign in with: an epoch that the server was not told of yet is not named. */
export function signInIds({ deviceId, epoch, former }: DeviceNumbers): {
  deviceId: string
  epoch: string
} {
  return { deviceId, epoch: former ?? epoch }
}

/**
 * GC2: a number that was given out here is never given out again and never changes; a new epoch only says from which
 * of them on the server counts. So renumbering is one small strict transaction, whatever it finds half done, and no other
 * tab holds a number that became wrong.
 */
export function createNumbering(
  { strict }: VaultConnections,
  initial: DeviceNumbers,
  onChange: () => void,
): DeviceNumbering {
  let current = initial

  async function readNow(): Promise<DeviceNumbers> {
    const [identity, numbering] = await Promise.all([
      readMeta(strict, 'identity'),
      readMeta(strict, 'numbering'),
    ])
    if (identity === undefined) throw new VaultGoneError()
    return numbersOf(identity, numbering)
  }

  /** Writes what `revise` makes of the present numbers; answers what stands then. */
  async function change(
    revise: (present: DeviceNumbers, offset: number) => DeviceNumbers,
  ): Promise<DeviceNumbers> {
    current = await writeTransaction(strict, [strict.outbox, strict.journal], async () => {
      const present = await readNow()
      const next = revise(present, await offsetNow(strict))
      if (next !== present) await write(next)
      return next
    })
    onChange()
    return current
  }

  async function write({ deviceId, epoch, ...numbering }: DeviceNumbers): Promise<void> {
    const identity = await readMeta(strict, 'identity')
    if (identity === undefined) throw new VaultGoneError()
    await strict.meta.bulkPut([
      { ...identity, deviceId, epoch },
      { key: 'numbering', ...numbering },
    ])
  }

  return {
    get current() {
      return current
    },
    async read() {
      current = await strict.transaction('r', [strict.meta], readNow)
      return current
    },
    beginEpoch(from, { serverEpoch, asNewDevice = false }) {
      const fresh = { epoch: crypto.randomUUID(), deviceId: crypto.randomUUID() }
      return change((present, offset) => {
        // Another tab was faster.
        if (present.epoch !== from) return present
        const begun = { ...present, offset, serverEpoch, offering: true }
        // The server learns of a new device by its sign-in, and never knew another epoch of it.
        if (asNewDevice) return { ...begun, ...fresh, former: null }
        // One that the server was never told of, so far as is known here, can serve once more: nothing went out under it.
        if (present.former !== null) return begun
        return { ...begun, epoch: fresh.epoch, former: present.epoch }
      })
    },
    async announced(epoch) {
      await change((present) =>
        present.epoch === epoch && present.former !== null ? { ...present, former: null } : present,
      )
    },
    async offered(epoch) {
      await change((present) =>
        present.epoch === epoch && present.offering
          ? { ...present, former: null, offering: false }
          : present,
      )
    },
  }
}

/** The number before the first operation that is still here. */
async function offsetNow(database: VaultDatabase): Promise<number> {
  const first = firstOf(
    await Promise.all([
      database.journal.toCollection().firstKey(),
      database.outbox.toCollection().firstKey(),
    ]),
  )
  return first === null ? ((await readMeta(database, 'outbox'))?.lastN ?? 0) : first - 1
}

/** The least of these keys. */
export function firstOf(keys: (IndexableType | undefined)[]): number | null {
  const numbers = keys.filter((key) => typeof key === 'number')
  return numbers.length === 0 ? null : Math.min(...numbers)
}
