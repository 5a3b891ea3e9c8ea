import type { Kysely, Selectable } from 'kysely'
import { Browser, Platform } from '#shared/protocol/device-message.ts'
import type { DeviceReport } from '#shared/protocol/device-report.ts'
import type { DeviceKind } from '#server/user-agent.ts'
import { untilCommit } from './row-lock.ts'
import type { Tables } from './schema.ts'

/** One person's vault on one device; `lastN` belongs to its present epoch. */
export interface DeviceRow {
  device: string
  staffId: string
  epoch: string
  lastN: number
  seenAt: number
}

/** CL7: what a device said of its outbox last, and how far the server had come. */
export interface KeptReport {
  epoch: string
  lastN: number
  report: DeviceReport
  /** Instant (ms) of the report; null when there was none since the outbox began. */
  reportedAt: number | null
}

/** What the lists of devices show; instants in ms. */
export interface SeenDevice {
  device: string
  staffId: string
  browser: Browser | null
  platform: Platform | null
  firstSeenAt: number | null
  seenAt: number
  /** When its browser came back without what it had kept. */
  vaultLostAt: number | null
  unsyncedCount: number
  oldestUnsyncedAt: number | null
  reportedAt: number | null
}

export function deviceReader(db: Kysely<Tables>) {
  return {
    async byId(device: string): Promise<DeviceRow | undefined> {
      const row = await db
        .selectFrom('devices')
        .selectAll()
        .where('device', '=', device)
        .executeTakeFirst()
      return row && toDevice(row)
    },
    async reportOf(device: string): Promise<KeptReport | undefined> {
      const row = await db
        .selectFrom('devices')
        .selectAll()
        .where('device', '=', device)
        .executeTakeFirst()
      if (row === undefined) return undefined
      const report = {
        lastLocalN: row.last_local_n,
        unsyncedCount: row.unsynced_count,
        oldestUnsyncedAt: row.oldest_unsynced_at,
      }
      return { epoch: row.epoch, lastN: row.last_n, report, reportedAt: row.reported_at }
    },
    /** The devices of these people, or of everybody, the last seen first. */
    async ofStaff(staffIds: readonly string[] | 'everybody'): Promise<SeenDevice[]> {
      if (staffIds.length === 0) return []
      const rows = await db
        .selectFrom('devices')
        .selectAll()
        .$if(staffIds !== 'everybody', (query) => query.where('staff_id', 'in', [...staffIds]))
        .orderBy('seen_at', 'desc')
        .orderBy('device')
        .execute()
      return rows.map(toSeenDevice)
    },
    /** Whether this epoch was replaced by a later one (PU1: what it still sends is kept for review). */
    async isPastEpoch(epoch: string): Promise<boolean> {
      const row = await db
        .selectFrom('past_epochs')
        .select('epoch')
        .where('epoch', '=', epoch)
        .executeTakeFirst()
      return row !== undefined
    },
  }
}

export function deviceWriter(db: Kysely<Tables>) {
  return {
    ...deviceReader(db),
    /** PU1: with its row held until the commit, so that two pushes of one device run one after the other. */
    async byId(device: string): Promise<DeviceRow | undefined> {
      const row = await db
        .selectFrom('devices')
        .selectAll()
        .where('device', '=', device)
        .modifyEnd(untilCommit(db))
        .executeTakeFirst()
      return row && toDevice(row)
    },
    async add(device: DeviceRow): Promise<void> {
      await db
        .insertInto('devices')
        .values({
          device: device.device,
          staff_id: device.staffId,
          epoch: device.epoch,
          last_n: device.lastN,
          seen_at: device.seenAt,
          last_local_n: 0,
          unsynced_count: 0,
          oldest_unsynced_at: null,
          first_seen_at: device.seenAt,
        })
        .execute()
    },
    /** A sign-in: what the browser says of itself, and that it keeps a vault from now on. */
    async setKind(device: string, kind: DeviceKind | undefined, now: number): Promise<void> {
      await db
        .updateTable('devices')
        .set({ seen_at: now, vault_lost_at: null, ...kind })
        .where('device', '=', device)
        .execute()
    },
    async setSeen(device: string, now: number): Promise<void> {
      await db.updateTable('devices').set({ seen_at: now }).where('device', '=', device).execute()
    },
    /** CL7: its browser came back without what it had kept. */
    async setVaultLost(device: string, now: number): Promise<void> {
      await db
        .updateTable('devices')
        .set({ vault_lost_at: now })
        .where('device', '=', device)
        .execute()
    },
    /**
     * The device counts from 1 again; its former epoch is fenced. How many changes it has is still true, their numbers
     * are not.
     */
    async startEpoch(device: DeviceRow, epoch: string, now: number): Promise<void> {
      await db
        .insertInto('past_epochs')
        .values({ epoch: device.epoch, device: device.device, last_n: device.lastN, ended_at: now })
        // A copied profile can have ended the same epoch as another device; over is over.
        .onConflict((conflict) => conflict.column('epoch').doNothing())
        .execute()
      await db
        .updateTable('devices')
        .set({ epoch, last_n: 0, seen_at: now, last_local_n: 0 })
        .where('device', '=', device.device)
        .execute()
    },
    async setLastN(device: string, lastN: number, now: number): Promise<void> {
      await db
        .updateTable('devices')
        .set({ last_n: lastN, seen_at: now })
        .where('device', '=', device)
        .execute()
    },
    /** CL7: for the epoch that it speaks of; what comes late from an epoch that is over says nothing about the present one. */
    async setReport(
      { device, epoch }: Pick<DeviceRow, 'device' | 'epoch'>,
      report: DeviceReport,
      now: number,
    ): Promise<void> {
      await db
        .updateTable('devices')
        .set({
          last_local_n: report.lastLocalN,
          unsynced_count: report.unsyncedCount,
          oldest_unsynced_at: report.oldestUnsyncedAt,
          seen_at: now,
          reported_at: now,
        })
        .where('device', '=', device)
        .where('epoch', '=', epoch)
        .execute()
    },
    /** CL7: what was reported is settled, or speaks of another history; for one device, or for all. */
    async forgetReport(device?: string): Promise<void> {
      const forget = db.updateTable('devices').set({
        last_local_n: 0,
        unsynced_count: 0,
        oldest_unsynced_at: null,
        reported_at: null,
      })
      await (device === undefined ? forget : forget.where('device', '=', device)).execute()
    },
  }
}

function toDevice(row: Selectable<Tables['devices']>): DeviceRow {
  return {
    device: row.device,
    staffId: row.staff_id,
    epoch: row.epoch,
    lastN: row.last_n,
    seenAt: row.seen_at,
  }
}

function toSeenDevice(row: Selectable<Tables['devices']>): SeenDevice {
  return {
    device: row.device,
    staffId: row.staff_id,
    browser: row.browser === null ? null : Browser.parse(row.browser),
    platform: row.platform === null ? null : Platform.parse(row.platform),
    firstSeenAt: row.first_seen_at,
    seenAt: row.seen_at,
    vaultLostAt: row.vault_lost_at,
    unsyncedCount: row.unsynced_count,
    oldestUnsyncedAt: row.oldest_unsynced_at,
    reportedAt: row.reported_at,
  }
}
