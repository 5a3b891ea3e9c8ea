import type { Services } from '#server/services.ts'
import type { DeviceRow } from '#server/store/device-table.ts'
import type { StaffAccount } from '#server/store/staff-table.ts'
import type { Transaction } from '#server/store/store.ts'
import { orderWipe, withdrawWipe } from '#server/wipe-device.ts'
import type { OperatorCommand } from './operator-command.ts'
import { textTable, timeOf } from './text-table.ts'

/** For the audit: an operator has no account. */
const byOperator = { staffId: null, device: null, code: 'by operator' }

export const wipeDevice: OperatorCommand = {
  name: 'wipe-device',
  parameters: ['<device>'],
  says: 'a device is lost: signed out at once, and wiped when it comes next; unsent work is rescued',
  async run(services, device) {
    const { owner, unsent, canBeTold, isSealed } = await withDevice(
      services,
      device,
      async (transaction, { known, owner, now }) => {
        await orderWipe(transaction, known, byOperator, now)
        const report = await transaction.devices.reportOf(known.device)
        const canBeTold = (await transaction.wipes.secretOf(known.device)) !== undefined
        const isSealed = (await transaction.recoveries.slotOf(known.device)) !== undefined
        return { owner, unsent: report?.report.unsyncedCount ?? 0, canBeTold, isSealed }
      },
    )
    return [
      `The device of ${owner.staffNo} ${owner.name} is signed out, and is to wipe itself when it comes next.`,
      unsentLine(unsent, isSealed),
      ...(canBeTold
        ? []
        : [
            'It has not been here with this version yet, so it cannot be told: it is signed out only.',
          ]),
    ]
  },
}

function unsentLine(unsent: number, isSealed: boolean): string {
  if (unsent === 0) return 'It had reported nothing unsent.'
  return isSealed
    ? `It had reported ${unsent} unsent changes: they come back sealed, for two administrators to open.`
    : `It had reported ${unsent} unsent changes: they are lost, its vault is not sealed to a recovery key.`
}

export const withdrawDeviceWipe: OperatorCommand = {
  name: 'withdraw-wipe',
  parameters: ['<device>'],
  says: 'the device was found: take the order back, as long as it has not been told',
  async run(services, device) {
    const owner = await withDevice(services, device, async (transaction, { known, owner, now }) => {
      const refusal = await withdrawWipe(transaction, known.device, byOperator, now)
      if (refusal !== undefined) throw new Error(refusal.problem.title)
      return owner
    })
    return [`The device of ${owner.staffNo} ${owner.name} is not to be wiped any more.`]
  },
}

export const listWipes: OperatorCommand = {
  name: 'wipes',
  parameters: [],
  says: 'devices that are to be wiped, and how far each has come',
  async run({ store }) {
    const rows = await store.read(async (reader) => {
      const staff = await reader.staff.all()
      const found = await reader.devices.ofStaff(staff.map(({ id }) => id))
      const wipes = await reader.wipes.ofStaff(staff.map(({ id }) => id))
      return [...wipes].map(([device, wipe]) => {
        const ownerId = found.find((one) => one.device === device)?.staffId
        const owner = staff.find(({ id }) => id === ownerId)
        const state = wipe.confirmedAt === null ? 'never came back' : 'wiped'
        return [
          device,
          owner?.staffNo ?? '',
          timeOf(wipe.orderedAt),
          wipe.confirmedAt === null && wipe.toldAt !== null ? 'told' : state,
          wipe.confirmedAt === null ? '' : timeOf(wipe.confirmedAt),
          wipe.rescued === null ? '' : String(wipe.rescued),
          wipe.openedAt === null ? '' : timeOf(wipe.openedAt),
          wipe.lost === null ? '' : String(wipe.lost),
        ]
      })
    })
    return textTable(
      ['device', 'staff no', 'ordered', 'state', 'wiped', 'rescued', 'opened', 'lost'],
      rows,
    )
  },
}

async function withDevice<Value>(
  { store, clock }: Services,
  device: string | undefined,
  work: (
    transaction: Transaction,
    of: { known: DeviceRow; owner: StaffAccount; now: number },
  ) => Promise<Value>,
): Promise<Value> {
  const now = clock()
  return store.write(now, async (transaction) => {
    const known = await transaction.devices.byId(device ?? '')
    const owner = known && (await transaction.staff.byId(known.staffId))
    if (known === undefined || owner === undefined) throw new Error('There is no such device.')
    return work(transaction, { known, owner, now })
  })
}
