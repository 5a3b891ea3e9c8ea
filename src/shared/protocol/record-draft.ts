import { readPath, writePath } from './field-path.ts'
import { isLater } from './merge-field.ts'
import type { HistoryEntry, RecordBody, Stamp } from './record.ts'
import { isAbsent, sameValue } from './same-value.ts'

/**
 * A record while an operation works on it. The record given stays as it is; `finish` answers the new one, or
 * nothing when nothing changed. A path is `field` or `field.key`.
 */
export interface RecordDraft {
  /** The present value; absent is `null`. */
  value(path: string): unknown
  /** When and by whom the value was set; without an own stamp, when and by whom the record was made. */
  stamp(path: string): Stamp
  /** Makes a value current; the former one goes to the history (I5). `null` takes the field or entry away. */
  set(path: string, value: unknown, stamp: Stamp): void
  /** Makes a list current; of the former one only the items that are taken out go to the history. */
  setList(path: string, items: readonly string[], stamp: Stamp): void
  /** Keeps a value that did not become current. */
  remember(path: string, value: unknown, stamp: Stamp, why: HistoryEntry['why']): void
  /** Whether this very edit is in the history. */
  isRemembered(path: string, value: unknown, stamp: Stamp): boolean
  /** What the history holds of this path. */
  formerValues(path: string): unknown[]
  isArchived(): boolean
  setArchived(archived: boolean, stamp: Stamp): void
  /** OP3: whether this very step was made before and a later one came after it. */
  isArchiveOverruled(archived: boolean, stamp: Stamp): boolean
  /** The data with all changes so far, fields of newer versions among them (PL4). */
  data(): Record<string, unknown>
  /** Whether a value or the archive state changed, more than the history. */
  isEdited(): boolean
  finish(schemaVersion: number): RecordBody | undefined
}

/** The archive state is kept in stamps and history under this name; no record type may have such a field. */
const archivePath = 'archivedAt'

/** Opens a record for the changes of one operation. */
export function openDraft(record: RecordBody): RecordDraft {
  const created: Stamp = { at: record.createdAt, by: record.createdBy }
  let { data } = record
  const stamps = new Map(Object.entries(record.stamps ?? {}))
  const history = [...(record.history ?? [])]
  let { archivedAt } = record
  let lastEdit: Stamp | undefined

  function stampOf(path: string): Stamp {
    return stamps.get(path) ?? created
  }

  function touch(path: string, stamp: Stamp): void {
    stamps.set(path, stamp)
    lastEdit = lastEdit === undefined || isLater(stamp, lastEdit) ? stamp : lastEdit
  }

  function remember(
    path: string,
    value: unknown,
    { at, by }: Stamp,
    why: HistoryEntry['why'],
  ): void {
    history.push({ field: path, value: value ?? null, at, by, why })
  }

  function isRemembered(path: string, value: unknown, { at, by }: Stamp): boolean {
    return history.some(
      (entry) =>
        entry.field === path && entry.at === at && entry.by === by && sameValue(entry.value, value),
    )
  }

  /** That nothing was there is worth remembering only when someone took it away. */
  function rememberReplaced(path: string, value: unknown): void {
    if (!isAbsent(value) || stamps.has(path)) remember(path, value, stampOf(path), 'replaced')
  }

  return {
    value: (path) => readPath(data, path) ?? null,
    stamp: stampOf,
    set(path, value, stamp) {
      rememberReplaced(path, readPath(data, path))
      data = writePath(data, path, value)
      touch(path, stamp)
    },
    setList(path, items, stamp) {
      const former = readPath(data, path)
      for (const item of stringsOf(former)) {
        if (!items.includes(item)) remember(path, item, stampOf(path), 'replaced')
      }
      data = writePath(data, path, [...items])
      touch(path, stamp)
    },
    remember,
    isRemembered,
    formerValues: (path) =>
      history.filter((entry) => entry.field === path).map(({ value }) => value),
    isArchived: () => archivedAt !== undefined,
    setArchived(archived, stamp) {
      rememberReplaced(archivePath, archivedAt)
      archivedAt = archived ? stamp.at : undefined
      touch(archivePath, stamp)
    },
    isArchiveOverruled: (archived, stamp) =>
      stampOf(archivePath).at > stamp.at &&
      isRemembered(archivePath, archived ? stamp.at : null, stamp),
    data: () => data,
    isEdited: () => lastEdit !== undefined,
    finish(schemaVersion) {
      const isRemembering = history.length > (record.history?.length ?? 0)
      if (lastEdit === undefined && !isRemembering) return undefined
      const { archivedAt: _former, ...rest } = record
      return {
        ...rest,
        schemaVersion: Math.max(record.schemaVersion, schemaVersion),
        data,
        ...lastChange(record, lastEdit),
        ...(archivedAt === undefined ? {} : { archivedAt }),
        ...(stamps.size === 0 ? {} : { stamps: Object.fromEntries(stamps) }),
        ...(history.length === 0 ? {} : { history }),
      }
    },
  }
}

/** The texts of a list; nothing for what is no list. */
export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** The entries of a keyed field; a map, so that no key can reach what objects inherit. */
export function entriesOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
}

/** The later of what the record says and this edit: an old edit that arrives late does not make it look older. */
function lastChange(
  { updatedAt, updatedBy }: RecordBody,
  edit: Stamp | undefined,
): Pick<RecordBody, 'updatedAt' | 'updatedBy'> {
  return edit !== undefined && isLater(edit, { at: updatedAt, by: updatedBy })
    ? { updatedAt: edit.at, updatedBy: edit.by }
    : { updatedAt, updatedBy }
}
