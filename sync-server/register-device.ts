import { reportLoss } from './loss-reports.ts'
import { problem } from './problem.ts'
import type { StaffAccount } from './store/staff-table.ts'
import type { Transaction } from './store/store.ts'
import type { DeviceKind } from './user-agent.ts'

/**
 * Notes the device at sign-in. A new epoch on a known device means that its storage was lost: counting
 * starts again and the former epoch is fenced (PU1). A fenced epoch never comes back. A new device in a browser that had
 * another one of the same person (`former`, CL7) has lost its storage, too, with the ids in it, unless its vault is there: then
 * it is a copy that took ids of its own.
 */
export async function registerDevice(
  transaction: Transaction,
  account: StaffAccount,
  signIn: {
    device: string
    epoch: string
    former: string | undefined
    vaultKept?: boolean | undefined
    /** What its browser says of itself. */
    kind?: DeviceKind | undefined
  },
  now: number,
): Promise<void> {
  await registerEpoch(transaction, account, signIn, now)
  await transaction.devices.setKind(signIn.device, signIn.kind, now)
}

async function registerEpoch(
  transaction: Transaction,
  account: StaffAccount,
  {
    device,
    epoch,
    former,
    vaultKept = false,
  }: Pick<Parameters<typeof registerDevice>[2], 'device' | 'epoch' | 'former' | 'vaultKept'>,
  now: number,
): Promise<void> {
  const { devices } = transaction
  const known = await devices.byId(device)
  if (known === undefined) {
    if (!vaultKept) await reportFormer(transaction, account, former, now)
    await devices.add({ device, staffId: account.id, epoch, lastN: 0, seenAt: now })
    return
  }
  // A vault belongs to one person; another one's device id here is a copy or a forgery.
  if (known.staffId !== account.id) throw problem('device-of-another')
  // SR3: also one that is wiped already: what comes under its id is a copy of it.
  if ((await transaction.wipes.of(device)) !== undefined) throw problem('device-to-wipe')
  if (known.epoch === epoch || (await devices.isPastEpoch(epoch))) return
  await reportLoss(transaction, account, device, now)
  await devices.startEpoch(known, epoch, now)
  await devices.forgetReport(device)
}

/** CL7: several people share a tablet, each with a vault of one's own: another one's device says nothing here. */
async function reportFormer(
  transaction: Transaction,
  account: StaffAccount,
  former: string | undefined,
  now: number,
): Promise<void> {
  if (former === undefined) return
  const before = await transaction.devices.byId(former)
  if (before?.staffId !== account.id) return
  // SR3: emptied on purpose.
  if ((await transaction.wipes.of(former)) !== undefined) return
  await transaction.devices.setVaultLost(former, now)
  await reportLoss(transaction, account, former, now)
}
