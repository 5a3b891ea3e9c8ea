import { problem } from './problem.ts'
import type { StaffAccount } from './store/staff-table.ts'
import type { Transaction } from './store/store.ts'

/**
 * Notes the device at sign-in. A new epoch on a known device means that its storage was lost: counting
 * starts again and the former epoch is fenced (PU1). A fenced epoch never comes back.
 */
export async function registerDevice(
  { devices }: Pick<Transaction, 'devices'>,
  account: StaffAccount,
  { device, epoch }: { device: string; epoch: string },
  now: number,
): Promise<void> {
  const known = await devices.byId(device)
  if (known === undefined) {
    await devices.add({ device, staffId: account.id, epoch, lastN: 0, seenAt: now })
    return
  }
  // A vault belongs to one person; another one's device id here is a copy or a forgery.
  if (known.staffId !== account.id) throw problem('device-of-another')
  if (known.epoch === epoch || (await devices.isPastEpoch(epoch))) return
  await devices.startEpoch(known, epoch, now)
}
