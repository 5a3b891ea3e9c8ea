import { useCallback, useEffect, useSyncExternalStore } from 'react'
import * as z from 'zod/mini'
import { CustomerFilter, customerSorts } from '#shared/domain/customer-filter.ts'
import type { SealedSettings } from '#vault/vault.ts'
import type { Replica } from '#replica/replica.ts'
import { useReplica, useSealedSettings } from '#replica/use-replica.ts'
import { type FormerPreferences, formerPreferences, takeOver } from './former-preferences.ts'

/** Columns of the table beside the name, in their order. */
export const customerColumns = [
  'tier',
  'stage',
  'owner',
  'risk',
  'tags',
  'contact',
  'due',
  'birthday',
] as const
export type CustomerColumn = (typeof customerColumns)[number]

/** How a person has the list of customers. A part that another version wrote otherwise counts as not chosen. */
const ListView = z.object({
  filter: z.catch(CustomerFilter, {}),
  /** Absent: what is usual for this person. */
  sort: z.catch(z.optional(z.enum(customerSorts)), undefined),
  columns: z.catch(z.array(z.enum(customerColumns)), ['tier', 'stage', 'contact', 'due', 'tags']),
  /** Whether sounds that many mix up (zh/z, n/l, ang/an …) find each other. */
  fuzzy: z.catch(z.boolean(), false),
})
export type ListView = z.infer<typeof ListView>

const usualView: ListView = ListView.parse({})
/** Name of the sealed setting. */
const settingKey = 'customer-list'

interface ViewStore {
  /** Null until the device has looked. */
  current: () => ListView | null
  subscribe: (listener: () => void) => () => void
  load: () => Promise<void>
  change: (part: Partial<ListView>) => Promise<void>
}

const stores = new WeakMap<Replica, ViewStore>()

/**
 * The list as this person has it: kept sealed in the vault of this device, because tags are words about people, so it is
 * there again after going back, after a reload and tomorrow. Null for the moment until it is opened.
 */
export function useListView(): [ListView | null, (part: Partial<ListView>) => void] {
  const replica = useReplica()
  const settings = useSealedSettings()
  const store = storeOf(replica, settings)
  useEffect(() => void store.load(), [store])
  const change = useCallback((part: Partial<ListView>) => void store.change(part), [store])
  return [useSyncExternalStore(store.subscribe, store.current), change]
}

function storeOf(replica: Replica, settings: SealedSettings): ViewStore {
  const known = stores.get(replica)
  if (known !== undefined) return known
  const made = createStore(settings, replica)
  stores.set(replica, made)
  return made
}

function createStore(settings: SealedSettings, replica: Replica): ViewStore {
  const listeners = new Set<() => void>()
  let view: ListView | null = null
  /** What a former version kept here and is no record yet; every write of the setting carries it along. */
  let former: FormerPreferences = {}
  let loading: Promise<void> | null = null
  let kept = Promise.resolve()
  const show = (next: ListView) => {
    view = next
    for (const listener of listeners) listener()
  }
  function keep(): Promise<void> {
    // One after the other: the last choice is the one that stays.
    kept = kept.then(() => settings.set(settingKey, { ...(view ?? usualView), ...former }))
    return kept
  }
  async function open(): Promise<void> {
    try {
      const setting = await settings.get(settingKey)
      const found = ListView.safeParse(setting)
      former = formerPreferences(setting)
      show(found.success ? found.data : usualView)
    } catch {
      // One that does not open is a choice that is lost, not a reason to show no customers.
      show(usualView)
    }
    if (Object.keys(former).length === 0) return
    former = await takeOver(former, replica)
    await keep()
  }
  return {
    current: () => view,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    load: () => (loading ??= open()),
    change(part) {
      show({ ...(view ?? usualView), ...part })
      return keep()
    },
  }
}
