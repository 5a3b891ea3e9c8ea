import { Dexie, type Table } from 'dexie'
import * as z from 'zod/mini'
import { base64url } from './base64url.ts'
import type { Databases } from './database.ts'
import { wipeMarksIn, type WipeMarks } from './wipe-marks.ts'

/** VA1: what is known of a vault while it is locked: nothing personal. Instants in ms. */
const VaultListItem = z.strictObject({
  tag: z.string(),
  serverId: z.uuid(),
  createdAt: z.number(),
  lastUsedAt: z.number(),
})
export type VaultListItem = z.infer<typeof VaultListItem>

/** The clear database of a device: which vaults lie here, and the salt of their tags. */
export interface VaultDirectory {
  /** Last used first. */
  list(): Promise<VaultListItem[]>
  /** Opaque tag of a colleague at a server, the same each time on this device. */
  tagFor(serverId: string, staffNo: string): Promise<string>
  /** Adds a vault; one that is listed already stays as it is. */
  add(item: VaultListItem): Promise<void>
  touch(tag: string, at: number): Promise<void>
  /**
   * KE3: the vaults of which it was noted that a passkey opens them, so that nobody has to look into each before the lock
   * is shown. The slots in the vault decide.
   */
  withPasskeys(): Promise<string[]>
  notePasskeys(tag: string, are: boolean): Promise<void>
  /** KE3: what the passkeys of all vaults here are asked (32 bytes); no secret, and the same each time on this device. */
  passkeyQuestion(): Promise<Uint8Array<ArrayBuffer>>
  remove(tag: string): Promise<void>
  /** SR3: wipes that are under way, or that nobody has heard of yet. */
  readonly wipes: WipeMarks
  close(): void
}

const directoryName = 'branchbook-directory'
/** The salt of the tags, and a note for each vault with a passkey. */
const DeviceRow = z.strictObject({ key: z.string(), value: z.string() })
const passkeyNote = 'passkeys of '

/** Opens the directory of this device; it opens itself with the first call. */
export function openDirectory(databases: Databases): VaultDirectory {
  // VA4: a lost entry would hide a vault with unsent work.
  const database = new Dexie(directoryName, {
    ...databases,
    chromeTransactionDurability: 'strict',
    cache: 'disabled',
  }) as Dexie & {
    vaults: Table<VaultListItem, string>
    device: Table<{ key: string; value: unknown }, string>
  }
  database.version(1).stores({ vaults: 'tag', device: 'key' })

  async function deviceSalt(): Promise<string> {
    const fresh = base64url(crypto.getRandomValues(new Uint8Array(32)))
    return database.transaction('rw', database.device, async () => {
      const stored = await database.device.get('salt')
      if (stored !== undefined) return DeviceRow.parse(stored).value
      await database.device.add({ key: 'salt', value: fresh })
      return fresh
    })
  }

  return {
    async list() {
      const items = z.array(VaultListItem).parse(await database.vaults.toArray())
      return items.toSorted((a, b) => b.lastUsedAt - a.lastUsedAt)
    },
    async tagFor(serverId, staffNo) {
      return base64url(await digest(`${await deviceSalt()}|${serverId}|${staffNo.trim()}`))
    },
    add: (item) =>
      database.transaction('rw', database.vaults, async () => {
        if ((await database.vaults.get(item.tag)) === undefined) await database.vaults.add(item)
      }),
    touch: async (tag, at) => {
      await database.vaults.update(tag, { lastUsedAt: at })
    },
    async withPasskeys() {
      const noted = await database.device.where('key').startsWith(passkeyNote).primaryKeys()
      return noted.map((key) => key.slice(passkeyNote.length))
    },
    notePasskeys: async (tag, are) => {
      const key = passkeyNote + tag
      await (are ? database.device.put({ key, value: 'yes' }) : database.device.delete(key))
    },
    passkeyQuestion: async () => digest(`${await deviceSalt()}|passkey`),
    remove: (tag) =>
      database.transaction('rw', database.vaults, database.device, async () => {
        await database.vaults.delete(tag)
        await database.device.delete(passkeyNote + tag)
      }),
    wipes: wipeMarksIn(database.device),
    close: () => database.close(),
  }
}

async function digest(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
}
