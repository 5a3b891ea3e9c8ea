import { endSession } from './end-session.ts'
import { type HttpProblem, problem } from './problem.ts'
import type { DeviceRow } from './store/device-table.ts'
import type { Transaction } from './store/store.ts'

/** Who ordered it, for the audit; an operator has no account. */
interface Orderer {
  staffId: string | null
  device: string | null
  code?: string
}

/**
 * SR3: this device is lost: its session ends at once, and it is told to wipe itself when it comes next. Twice is once.
 * To be called with the row of the device held until the commit, so that it cannot sign in meanwhile.
 */
export async function orderWipe(
  transaction: Transaction,
  { device, staffId }: Pick<DeviceRow, 'device' | 'staffId'>,
  by: Orderer,
  now: number,
): Promise<void> {
  const { wipes, audit } = transaction
  if ((await wipes.of(device)) !== undefined) return
  await wipes.order(device, staffId, now)
  await endSession(transaction, { device, staffId })
  audit.add({ at: now, what: 'wipe-ordered', ...by, refType: 'device', refId: device })
}

/** The device was found again. Answers the refusal if it has been told already: then it is wiping itself. */
export async function withdrawWipe(
  { wipes, audit }: Transaction,
  device: string,
  by: Orderer,
  now: number,
): Promise<HttpProblem | undefined> {
  const wipe = await wipes.of(device)
  if (wipe === undefined) return undefined
  if (wipe.toldAt !== null) return problem('wipe-under-way')
  await wipes.withdraw(device)
  audit.add({ at: now, what: 'wipe-withdrawn', ...by, refType: 'device', refId: device })
  return undefined
}

/** The device has asked, and hears the order with this answer. */
export async function tellWipe(
  { wipes, devices, audit }: Transaction,
  device: string,
  now: number,
): Promise<{ rescue: 'wanted' | 'received' } | undefined> {
  const wipe = await wipes.of(device)
  if (wipe === undefined) return undefined
  if (wipe.toldAt === null) {
    await wipes.setTold(device, now)
    await devices.setSeen(device, now)
    audit.add({ at: now, what: 'wipe-told', staffId: wipe.staffId, device })
  }
  const isOver = wipe.rescued !== null || wipe.confirmedAt !== null
  return { rescue: isOver ? 'received' : 'wanted' }
}

/** SR3: the device says that nothing is left on it; what it had reported as unsent is settled with that. */
export async function confirmWipe(
  transaction: Transaction,
  device: string,
  lost: number,
  now: number,
): Promise<void> {
  const { wipes, devices, audit } = transaction
  const wipe = await wipes.of(device)
  if (wipe === undefined || wipe.toldAt === null) throw problem('not-allowed')
  if (wipe.confirmedAt !== null) return
  await wipes.setConfirmed(device, lost, now)
  await devices.forgetReport(device)
  const code = String(lost)
  audit.add({ at: now, what: 'wipe-confirmed', staffId: wipe.staffId, device, code })
  await confirmErasures(transaction, wipe, now)
}

/** SE7: a device with nothing on it has nothing of a customer who was erased. */
async function confirmErasures(
  { erasures, audit }: Transaction,
  { device, staffId }: { device: string; staffId: string },
  at: number,
): Promise<void> {
  const pending = await erasures.pendingOf(device)
  for (const erasure of pending.keys()) {
    const customer = await erasures.confirm(erasure, device, at)
    if (customer === undefined) continue
    const about = { refType: 'customer', refId: customer }
    audit.add({ at, what: 'erasure-confirmed', staffId, device, ...about })
  }
}
