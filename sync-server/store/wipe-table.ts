import type { Kysely, Selectable } from 'kysely'
import type { DeviceWipe } from '#shared/protocol/wipe-message.ts'
import type { Tables } from './schema.ts'

/** SR3: the order to wipe one device, and what has come of it. */
export interface Wipe extends Omit<DeviceWipe, 'canBeTold'> {
  device: string
  /** Whose vault it is. */
  staffId: string
}

/** SR3: a rescue as JSON, and the private half of the key that its answer is sealed to; `receivedAt` in ms. */
interface KeptRescue {
  rescue: string
  receivedAt: number
  answerKey: string
}

export function wipeReader(db: Kysely<Tables>) {
  return {
    async secretOf(device: string): Promise<string | undefined> {
      const row = await db
        .selectFrom('device_secrets')
        .select('secret')
        .where('device', '=', device)
        .executeTakeFirst()
      return row?.secret
    },
    async of(device: string): Promise<Wipe | undefined> {
      const row = await db
        .selectFrom('wipes')
        .select(columns)
        .where('device', '=', device)
        .executeTakeFirst()
      return row && toWipe(row)
    },
    /** The wipes of devices of these people, or of everybody, by device; the order last given comes first. */
    async ofStaff(staffIds: readonly string[] | 'everybody'): Promise<Map<string, DeviceWipe>> {
      if (staffIds.length === 0) return new Map()
      const rows = await db
        .selectFrom('wipes')
        .leftJoin('device_secrets', 'device_secrets.device', 'wipes.device')
        .select(columns)
        .select('device_secrets.secret')
        .$if(staffIds !== 'everybody', (query) => query.where('staff_id', 'in', [...staffIds]))
        .orderBy('ordered_at', 'desc')
        .orderBy('wipes.device')
        .execute()
      return new Map(
        rows.map(({ secret, ...row }) => {
          const { device, staffId: _, ...wipe } = toWipe(row)
          return [device, { ...wipe, canBeTold: secret !== null }]
        }),
      )
    },
    /** What was rescued from a device, as it came, until it was opened; and when it came (ms). */
    async rescueOf(device: string): Promise<KeptRescue | undefined> {
      const row = await db
        .selectFrom('wipes')
        .select(['rescue', 'rescued_at', 'answer_key'])
        .where('device', '=', device)
        .executeTakeFirst()
      if (row === undefined) return undefined
      const { rescue, rescued_at: receivedAt, answer_key: answerKey } = row
      if (rescue === null || receivedAt === null || answerKey === null) return undefined
      return { rescue, receivedAt, answerKey }
    },
  }
}

export function wipeWriter(db: Kysely<Tables>) {
  const set = async (device: string, values: Partial<Tables['wipes']>) => {
    await db.updateTable('wipes').set(values).where('device', '=', device).execute()
  }
  return {
    ...wipeReader(db),
    /** Keeps the first one. */
    async addSecret(device: string, secret: string): Promise<void> {
      await db
        .insertInto('device_secrets')
        .values({ device, secret })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async order(device: string, staffId: string, orderedAt: number): Promise<void> {
      await db
        .insertInto('wipes')
        .values({ device, staff_id: staffId, ordered_at: orderedAt })
        .execute()
    },
    async withdraw(device: string): Promise<void> {
      await db.deleteFrom('wipes').where('device', '=', device).execute()
    },
    setTold: (device: string, at: number) => set(device, { told_at: at }),
    setRescue: (
      device: string,
      {
        rescue,
        rescued,
        answerKey,
        at,
      }: Omit<KeptRescue, 'receivedAt'> & { rescued: number; at: number },
    ) => set(device, { rescue, rescued, answer_key: answerKey, rescued_at: at }),
    /** It is handed back; the sealed form goes, and the key of the answer. */
    setOpened: (device: string, { at, lost }: { at: number; lost: number }) =>
      set(device, { opened_at: at, lost, rescue: null, answer_key: null }),
    setConfirmed: (device: string, lost: number, at: number) =>
      set(device, { confirmed_at: at, lost }),
  }
}

const columns = [
  'wipes.device',
  'staff_id',
  'ordered_at',
  'told_at',
  'rescued',
  'opened_at',
  'confirmed_at',
  'lost',
] as const

function toWipe(
  row: Omit<Selectable<Tables['wipes']>, 'rescue' | 'rescued_at' | 'answer_key'>,
): Wipe {
  return {
    device: row.device,
    staffId: row.staff_id,
    orderedAt: row.ordered_at,
    toldAt: row.told_at,
    rescued: row.rescued,
    openedAt: row.opened_at,
    confirmedAt: row.confirmed_at,
    lost: row.lost,
  }
}
