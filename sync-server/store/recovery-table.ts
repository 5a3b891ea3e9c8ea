import type { Kysely, Selectable } from 'kysely'
import { RecoverySlotRequest } from '#shared/protocol/recovery-message.ts'
import { KeptRecoveryKey } from '#shared/recovery/kept-recovery-key.ts'
import { SealingKey } from '#shared/recovery/sealed-box.ts'
import * as z from 'zod/mini'
import { untilCommit } from './row-lock.ts'
import type { Tables } from './schema.ts'

/** A recovery key as it is kept; `madeAt` in ms, `madeBy` null for an operator. */
export interface StoredRecoveryKey {
  kept: KeptRecoveryKey
  madeAt: number
  madeBy: string | null
}

/** `expired` is not stored: it is what time makes of the others. */
const StoredState = z.enum(['asked', 'requested', 'approved', 'answered', 'done', 'refused'])

/** One recovery of one device; instants in ms. */
export interface StoredRecovery {
  id: string
  device: string
  staffId: string
  answerKey: SealingKey
  slot: RecoverySlotRequest
  state: z.infer<typeof StoredState>
  askedAt: number
  expiresAt: number
  reason: string | null
  requestedBy: string | null
  approvedBy: string | null
  box: string | null
  /** SR3: how many changes were rescued from a lost device; null for a device that asks for itself. */
  rescued: number | null
}

export function recoveryReader(db: Kysely<Tables>) {
  return {
    /** The key that vaults are sealed to now. */
    async keyInUse(): Promise<StoredRecoveryKey | undefined> {
      const row = await db
        .selectFrom('recovery_keys')
        .selectAll()
        .where('in_use', '=', 1)
        .executeTakeFirst()
      return row && toKey(row)
    },
    /** One that is or was in use. */
    async key(id: string): Promise<StoredRecoveryKey | undefined> {
      const row = await db
        .selectFrom('recovery_keys')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row && toKey(row)
    },
    async slotOf(device: string): Promise<RecoverySlotRequest | undefined> {
      const row = await db
        .selectFrom('recovery_slots')
        .selectAll()
        .where('device', '=', device)
        .executeTakeFirst()
      return row && { recoveryKey: row.recovery_key, vaultKey: row.vault_key, box: row.box }
    },
    /** SR3: the devices of these people whose unsent work somebody could open. */
    async sealedDevicesOf(staffIds: readonly string[] | 'everybody'): Promise<Set<string>> {
      if (staffIds.length === 0) return new Set()
      const rows = await db
        .selectFrom('recovery_slots')
        .innerJoin('devices', 'devices.device', 'recovery_slots.device')
        .select('recovery_slots.device')
        .$if(staffIds !== 'everybody', (query) => query.where('staff_id', 'in', [...staffIds]))
        .execute()
      return new Set(rows.map(({ device }) => device))
    },
    /** How many devices are known, and how many of them are sealed to this key. */
    async countSealed(key: string | undefined): Promise<{ sealed: number; all: number }> {
      const { fn } = db
      const all = await db
        .selectFrom('devices')
        .select(fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
      const sealed = await db
        .selectFrom('recovery_slots')
        .select(fn.countAll().as('count'))
        .where('recovery_key', '=', key ?? '')
        .executeTakeFirstOrThrow()
      return { all: Number(all.count), sealed: Number(sealed.count) }
    },
    async byId(id: string): Promise<StoredRecovery | undefined> {
      const row = await db
        .selectFrom('recoveries')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row && toRecovery(row)
    },
    /** The last one that a device asked for. */
    async lastOf(device: string): Promise<StoredRecovery | undefined> {
      const row = await db
        .selectFrom('recoveries')
        .selectAll()
        .where('device', '=', device)
        .orderBy('asked_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && toRecovery(row)
    },
    /** The youngest first. */
    async list(most: number): Promise<StoredRecovery[]> {
      const rows = await db
        .selectFrom('recoveries')
        .selectAll()
        .orderBy('asked_at', 'desc')
        .orderBy('id', 'desc')
        .limit(most)
        .execute()
      return rows.map(toRecovery)
    },
  }
}

export function recoveryWriter(db: Kysely<Tables>) {
  return {
    ...recoveryReader(db),
    /** With its row held until the commit, so that of two who decide at once the second sees what the first did. */
    async byId(id: string): Promise<StoredRecovery | undefined> {
      const row = await db
        .selectFrom('recoveries')
        .selectAll()
        .where('id', '=', id)
        .modifyEnd(untilCommit(db))
        .executeTakeFirst()
      return row && toRecovery(row)
    },
    /** Takes the place of the key in use, which stays for the slots that are sealed to it. */
    async useKey({ kept, madeAt, madeBy }: StoredRecoveryKey): Promise<void> {
      await db.updateTable('recovery_keys').set({ in_use: 0 }).where('in_use', '=', 1).execute()
      await db
        .insertInto('recovery_keys')
        .values({
          id: kept.key.id,
          kept: JSON.stringify(kept),
          made_at: madeAt,
          made_by: madeBy,
          in_use: 1,
        })
        .execute()
    },
    async putSlot(device: string, slot: RecoverySlotRequest, at: number): Promise<void> {
      const values = {
        recovery_key: slot.recoveryKey,
        vault_key: slot.vaultKey,
        box: slot.box,
        at,
      }
      await db
        .insertInto('recovery_slots')
        .values({ device, ...values })
        .onConflict((conflict) => conflict.column('device').doUpdateSet(values))
        .execute()
    },
    async put(recovery: StoredRecovery): Promise<void> {
      const { id, ...values } = toRow(recovery)
      await db
        .insertInto('recoveries')
        .values({ id, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute()
    },
  }
}

function toKey(row: Selectable<Tables['recovery_keys']>): StoredRecoveryKey {
  const kept = KeptRecoveryKey.parse(JSON.parse(row.kept))
  return { kept, madeAt: row.made_at, madeBy: row.made_by }
}

function toRecovery(row: Selectable<Tables['recoveries']>): StoredRecovery {
  return {
    id: row.id,
    device: row.device,
    staffId: row.staff_id,
    answerKey: SealingKey.parse(JSON.parse(row.answer_key)),
    slot: RecoverySlotRequest.parse(JSON.parse(row.slot)),
    state: StoredState.parse(row.state),
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
    reason: row.reason,
    requestedBy: row.requested_by,
    approvedBy: row.approved_by,
    box: row.box,
    rescued: row.rescued,
  }
}

function toRow(recovery: StoredRecovery): Selectable<Tables['recoveries']> {
  return {
    id: recovery.id,
    device: recovery.device,
    staff_id: recovery.staffId,
    answer_key: JSON.stringify(recovery.answerKey),
    slot: JSON.stringify(recovery.slot),
    state: recovery.state,
    asked_at: recovery.askedAt,
    expires_at: recovery.expiresAt,
    reason: recovery.reason,
    requested_by: recovery.requestedBy,
    approved_by: recovery.approvedBy,
    box: recovery.box,
    rescued: recovery.rescued,
  }
}
