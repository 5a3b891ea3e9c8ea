import type { PlacedRecord, Stamp } from './record.ts'

/** What says when the fields of a record were written. */
export type StampedRecord = Pick<PlacedRecord, 'createdAt' | 'createdBy' | 'stamps'>

/** R32: when (instant in ms) and by whom the present value of a path (`field` or `field.key`) was set. */
export function fieldStamp(record: StampedRecord, path: string): Stamp {
  return record.stamps?.[path] ?? { at: record.createdAt, by: record.createdBy }
}
