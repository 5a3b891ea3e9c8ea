import type * as z from 'zod/mini'
import type { Drafts } from '#vault/vault.ts'

/** Keeps one half-filled form on the disk while it is being typed. */
export interface DraftSaver {
  load: () => Promise<unknown>
  save: (value: unknown) => void
  /** Saves at once; whether it lies on the disk now. */
  keep: (value: unknown) => Promise<boolean>
  remove: () => Promise<void>
  /** Saves at once when the page is hidden or left; returns the way to stop, which saves too. */
  watchPage: (page: Window) => () => void
}

/** What lay on the disk when a form opened. */
export interface OpenedDraft<Value> {
  saver: DraftSaver
  /** Where it lies still, if it could not be moved under the key of this form. */
  from?: DraftSaver
  value?: Value
  unreadable?: boolean
}

/** Text typed 0.5 s ago must survive a killed tab; half of that is for sealing and writing. */
const longestWait = 250
/** So long (ms) after a save that failed it is tried again, though nobody types: room or a connection may be back. */
const failedWait = 2000

/**
 * What an open vault was given to keep and could not store yet. A form that is drawn anew meanwhile, as when a phone is turned,
 * goes on from here and not from what lies on the disk.
 */
const notStored = new WeakMap<Drafts, Map<string, unknown>>()

/** One saver for each open form. A save that fails is tried again, as long as the form is open. */
export function createDraftSaver(drafts: Drafts, key: string): DraftSaver {
  const held = notStored.get(drafts) ?? new Map<string, unknown>()
  notStored.set(drafts, held)
  let unsaved: { value: unknown } | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let writing: Promise<void> = Promise.resolve()
  let isLeft = false

  function flush(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (unsaved === null) return
    const { value } = unsaved
    unsaved = null
    writing = writing
      .then(() => drafts.save(key, value))
      .then(() => {
        if (held.get(key) === value) held.delete(key)
      })
      .catch(() => {
        // The text is still in the form; keep it wanted unless something newer came.
        unsaved ??= { value }
        if (!isLeft) timer ??= setTimeout(flush, failedWait)
      })
  }

  function save(value: unknown): void {
    held.set(key, value)
    unsaved = { value }
    // The first stroke starts the wait and later ones do not prolong it.
    timer ??= setTimeout(flush, longestWait)
  }

  return {
    async load() {
      if (!held.has(key)) return drafts.load(key)
      const value = held.get(key)
      save(value)
      return value
    },
    save,
    async keep(value) {
      try {
        await drafts.save(key, value)
        return true
      } catch {
        return false
      }
    },
    async remove() {
      if (timer !== null) clearTimeout(timer)
      timer = null
      unsaved = null
      held.delete(key)
      await writing
      unsaved = null
      await drafts.remove(key)
    },
    watchPage(page) {
      isLeft = false
      const onVisibility = (): void => {
        if (page.document.visibilityState === 'hidden') flush()
      }
      page.addEventListener('pagehide', flush)
      page.document.addEventListener('visibilitychange', onVisibility)
      return () => {
        page.removeEventListener('pagehide', flush)
        page.document.removeEventListener('visibilitychange', onVisibility)
        isLeft = true
        flush()
      }
    },
  }
}

/**
 * Whether something lies under a key, readable or not, as text that the disk had no room for does, too. Only looks: nothing is
 * saved, so the form that it belongs to stays the only one that writes there.
 */
export async function hasDraft(drafts: Drafts, key: string): Promise<boolean> {
  const held = notStored.get(drafts)
  if (held?.has(key) === true) return held.get(key) != null
  try {
    const stored = await drafts.load(key)
    return stored !== undefined && stored !== null
  } catch {
    // VA3: the sealed draft does not open, and is to be said.
    return true
  }
}

/** Loads and checks a draft; one that does not open or fit is `unreadable`, and no reason to keep the form closed. */
async function openDraft<Value>(
  saver: DraftSaver,
  schema: z.ZodMiniType<Value>,
): Promise<OpenedDraft<Value>> {
  try {
    const stored = await saver.load()
    if (stored === undefined || stored === null) return { saver }
    const parsed = schema.safeParse(stored)
    return parsed.success ? { saver, value: parsed.data } : { saver, unreadable: true }
  } catch {
    // VA3: the sealed draft does not open. It stays where it is until the form writes over it.
    return { saver, unreadable: true }
  }
}

/**
 * The keys under which a new record about a customer may lie half-filled: that of the form, and those of whoever was merged
 * into the customer since (ME8). A form that changes what is there already stays with its own record; that of a relation says
 * besides from whose side it is seen.
 */
export function keysOfDraft(key: string, mergedInto: (id: string) => readonly string[]): string[] {
  const [, before = '', id = '', after = ''] = newDraft.exec(key) ?? []
  return [key, ...mergedInto(id).map((other) => before + other + after)]
}

const newDraft =
  /^(note:new:|new-[a-z]+:|complaint-form:|relation:[0-9a-f-]{36}:)([0-9a-f-]{36})(.*)$/

/**
 * The first of these that something lies under, as the draft of the first. It is moved there, or it would come up again when
 * that one has been saved; the former goes only when it lies in its new place.
 */
export async function openFirstDraft<Value>(
  [own, ...others]: readonly [DraftSaver, ...DraftSaver[]],
  schema: z.ZodMiniType<Value>,
): Promise<OpenedDraft<Value>> {
  const found = await openDraft(own, schema)
  if (found.value !== undefined || found.unreadable === true) return found
  for (const from of others) {
    const other = await openDraft(from, schema)
    if (other.value === undefined) continue
    if (!(await own.keep(other.value))) return { ...other, saver: own, from }
    await from.remove()
    return { ...other, saver: own }
  }
  // A form that was drawn a moment before may have moved it between the two looks.
  return others.length === 0 ? found : openDraft(own, schema)
}
