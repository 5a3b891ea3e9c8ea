import type { Table } from 'dexie'
import * as z from 'zod/mini'

/**
 * SR3: how far the wipe of a vault has come, kept apart from the vault. `destroying`: decided, and gone on with at every start,
 * with or without a network. `destroyed`: nothing is left, and the server has to hear of it. `confirmed`: it has.
 */
export const WipeMark = z.strictObject({
  tag: z.string(),
  state: z.enum(['destroying', 'destroyed', 'confirmed']),
  /** Whom to tell the server that it was; opens nothing. */
  device: z.uuid(),
  contact: z.string(),
  /** Changes that were handed over sealed, and such as could not be. */
  rescued: z.number(),
  lost: z.number(),
  /** Whether somebody has read that it happened. */
  seen: z.boolean(),
})
export type WipeMark = z.infer<typeof WipeMark>

/** The marks of this device, in the clear; they say nothing about a person. */
export interface WipeMarks {
  all(): Promise<WipeMark[]>
  put(mark: WipeMark): Promise<void>
  remove(tag: string): Promise<void>
}

const prefix = 'wipe:'

/** In the table of the directory that holds clear values of the device, so an app of before finds what it expects. */
export function wipeMarksIn(device: Table<{ key: string; value: unknown }, string>): WipeMarks {
  return {
    async all() {
      const rows = await device.where('key').startsWith(prefix).toArray()
      return rows.map(({ value }) => WipeMark.parse(value))
    },
    put: async (mark) => {
      await device.put({ key: prefix + mark.tag, value: mark })
    },
    remove: (tag) => device.delete(prefix + tag),
  }
}
