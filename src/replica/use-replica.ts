import {
  createContext,
  createElement,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import type * as z from 'zod/mini'
import { civilDateInShanghai, type CivilDate } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { RuleTable } from '#shared/domain/rule-table.ts'
import { rulesInForce } from '#shared/domain/rules-in-force.ts'
import type { Operation } from '#shared/protocol/operation.ts'
import type { RecordType } from '#shared/protocol/record.ts'
import type { SessionInfo } from '#shared/protocol/session-message.ts'
import type { StorageTrouble } from '#vault/storage-trouble.ts'
import type { Drafts, SealedSettings } from '#vault/vault.ts'
import { ChangeRefused, type RefusedChange } from './change-refused.ts'
import {
  createDraftSaver,
  hasDraft,
  keysOfDraft,
  openFirstDraft,
  type OpenedDraft,
} from './draft-saver.ts'
import { latestTouch, openComplaintsByCustomer } from './last-contact.ts'
import { createLookLog, type LookLog } from './look-log.ts'
import { createMinuteClock, type MinuteClock } from './minute-clock.ts'
import type { ReplicaEnvironment } from './open-replica.ts'
import type { ChangeRequest, IndexKeys, IndexName, PendingChange, Replica } from './replica.ts'
import { customerSearchOf, type CustomerSearchSource } from './customer-search-source.ts'

interface ReplicaServices {
  replica: Replica
  drafts: Drafts
  settings: SealedSettings
  environment: ReplicaEnvironment
  clock: MinuteClock
  looks: LookLog
  storage: StorageState
}

/** Whether the device keeps what it is given: the trouble that it has, or null. */
interface StorageState {
  current: () => StorageTrouble | null
}

const soundStorage: StorageState = { current: () => null }

const ReplicaContext = createContext<ReplicaServices | null>(null)

/** Gives an opened replica, its sealed drafts, and clock and ids to the screens below. */
export function ReplicaProvider({
  replica,
  drafts,
  settings,
  environment,
  storage = soundStorage,
  children,
}: {
  replica: Replica
  drafts: Drafts
  settings: SealedSettings
  environment: ReplicaEnvironment
  storage?: StorageState
  children?: ReactNode
}): ReactNode {
  const services = useMemo(
    () => ({
      replica,
      drafts,
      settings,
      environment,
      storage,
      clock: createMinuteClock(environment.now),
      looks: createLookLog(replica, environment.now),
    }),
    [replica, drafts, settings, environment, storage],
  )
  return createElement(ReplicaContext, { value: services }, children)
}

/** The replica itself, for reading in event handlers; what is shown comes from the hooks below. */
export function useReplica(): Replica {
  return useServices().replica
}

/** One record, or undefined; renders again when it changes. */
export function useRecord<Type extends RecordType>(
  type: Type,
  id: string | undefined,
): RecordOf<Type> | undefined {
  const replica = useReplica()
  return useSyncExternalStore(replica.subscribe, () =>
    id === undefined ? undefined : replica.get(type, id),
  )
}

/** All records of a type that are not archived; the array stays the same until one of them changes. */
export function useAll<Type extends RecordType>(type: Type): readonly RecordOf<Type>[] {
  const replica = useReplica()
  return useSyncExternalStore(replica.subscribe, () => replica.all(type))
}

/** The records of one index key that are not archived. */
export function useBy<Name extends IndexName>(
  index: Name,
  key: string,
): readonly RecordOf<IndexKeys[Name]>[] {
  const replica = useReplica()
  return useSyncExternalStore(replica.subscribe, () => replica.by(index, key))
}

/** ME8: the customer under whom one is shown. */
export function useKeptCustomer(id: string): string {
  const replica = useReplica()
  return useSyncExternalStore(replica.subscribe, () => replica.keptCustomer(id))
}

/** The customers that are shown under this one besides itself. */
export function useMergedCustomers(keptId: string): readonly string[] {
  const replica = useReplica()
  return useSyncExternalStore(replica.subscribe, () => replica.mergedCustomers(keptId))
}

/** The ledger: every operation that no checkpoint has confirmed, oldest first. */
export function usePending(): readonly PendingChange[] {
  const replica = useReplica()
  return useSyncExternalStore(replica.subscribe, replica.pending)
}

/** Whether a record has changes that are not confirmed: its pending mark. */
export function useIsPending(type: RecordType, id: string): boolean {
  const replica = useReplica()
  return useSyncExternalStore(replica.subscribe, () => replica.isPending(type, id))
}

/** False while the later tiers of the base are still being opened. */
export function useIsLoaded(): boolean {
  const replica = useReplica()
  return useSyncExternalStore(replica.subscribe, () => replica.loaded)
}

/** Records that do not fit their schema; the settings page names their number. */
export function useUnreadable(): readonly { type: string; id: string }[] {
  const replica = useReplica()
  return useSyncExternalStore(replica.subscribe, replica.unreadable)
}

/** `refused`: against the rules, nothing was stored. `not-stored`: the device failed to keep it, nothing was shown. */
export type CommitError = RefusedChange | { type: 'not-stored'; cause: unknown }

/** The way to write: resolves when the changes are durable on this device (CL2), never earlier. */
export function useCommit(): (
  requests: ChangeRequest[],
) => Promise<Result<Operation[], CommitError>> {
  const replica = useReplica()
  return useCallback(
    async (requests) => {
      try {
        return ok(await replica.commit(requests))
      } catch (cause) {
        if (cause instanceof ChangeRefused) return fail(cause.refused)
        return fail({ type: 'not-stored', cause })
      }
    },
    [replica],
  )
}

/** SE7: to be asked, and waited for, before masked values are shown, dialled or copied; false: they must not be. */
export function useLook(): LookLog['note'] {
  return useServices().looks.note
}

/** For the moment after a save that failed: what keeps this device from storing, or null. */
export function useStorageTrouble(): () => StorageTrouble | null {
  return useServices().storage.current
}

/** Who is signed in. */
export function useSession(): SessionInfo {
  return useReplica().session
}

/** Makes ids for new records (UUIDv7). */
export function useNewId(): () => string {
  return useServices().environment.newId
}

/** The clock itself, for instants in event handlers (ms). */
export function useClock(): () => number {
  return useServices().environment.now
}

/** The present minute as an instant in ms; renders again with each minute. */
export function useNow(): number {
  const { clock } = useServices()
  return useSyncExternalStore(clock.subscribe, clock.current)
}

/** The civil date in Shanghai; renders again at midnight there. */
export function useToday(): CivilDate {
  const { clock } = useServices()
  return useSyncExternalStore(clock.subscribe, () => civilDateInShanghai(clock.current()))
}

/** The numbers of the rules in force today: the synced table, else those built in. */
export function useRules(): RuleTable {
  const tables = useAll('rule-table')
  const today = useToday()
  return useMemo(
    () =>
      rulesInForce(
        tables.map(({ data }) => data),
        today,
      ),
    [tables, today],
  )
}

/** Instant in ms of the last contact that reached this customer, or null. */
export function useLastContactAt(customerId: string): number | null {
  return latestTouch(useBy('interaction.customer', customerId))
}

/** Complaints that wait for a reply, by customer id. */
export function useOpenComplaints(): ReadonlyMap<string, readonly RecordOf<'complaint'>[]> {
  return openComplaintsByCustomer(useAll('complaint'))
}

/** Search over the customer cards; it follows their changes. The answer is stable until a card changes. */
export function useCustomerSearch(): CustomerSearchSource {
  const replica = useReplica()
  const source = customerSearchOf(replica)
  useSyncExternalStore(source.subscribe, source.revision)
  return source
}

/** Small sealed values of this person on this device, such as how a list is shown. */
export function useSealedSettings(): SealedSettings {
  return useServices().settings
}

/** Where half-filled forms lie, and with them what is yet to be told to the server (SE7). */
export function useDrafts(): Drafts {
  return useServices().drafts
}

/** A half-filled form, kept sealed. `value` is what lay there when the form opened. */
export interface DraftHandle<Value> {
  /** False until the device has looked; do not fill in defaults before. */
  loaded: boolean
  value: Value | undefined
  /** Something lies there that does not open, or is of another version of the form: to be said, not passed over. */
  unreadable: boolean
  /** Kept within 300 ms, at once when the page is hidden or left. */
  save: (value: Value) => void
  /** After the commit, or when the person drops it. */
  remove: () => Promise<void>
}

/** The draft under a key (form name and record id only). */
export function useDraft<Value>(key: string, schema: z.ZodMiniType<Value>): DraftHandle<Value> {
  const { drafts, replica } = useServices()
  const saver = useMemo(() => createDraftSaver(drafts, key), [drafts, key])
  const [opened, setOpened] = useState<OpenedDraft<Value> | null>(null)
  useEffect(() => {
    let current = true
    const [, ...others] = keysOfDraft(key, replica.mergedCustomers)
    const savers = others.map((other) => createDraftSaver(drafts, other))
    void openFirstDraft([saver, ...savers], schema).then((found) => {
      if (current) setOpened(found)
    })
    const stop = saver.watchPage(window)
    return () => {
      current = false
      stop()
    }
  }, [saver, schema, drafts, key, replica])
  // What was loaded for another key is not the draft of this one.
  const { value, unreadable = false, from } = opened?.saver === saver ? opened : {}
  return {
    loaded: opened?.saver === saver,
    value,
    unreadable,
    save: saver.save,
    async remove() {
      await saver.remove()
      await from?.remove()
    },
  }
}

/** Whether something lay under a key when this was drawn; for the way to a form, which itself uses `useDraft`. */
export function useHasDraft(key: string): boolean {
  const { drafts } = useServices()
  const [found, setFound] = useState<string | null>(null)
  useEffect(() => {
    let current = true
    void hasDraft(drafts, key).then((has) => {
      if (current) setFound(has ? key : null)
    })
    return () => {
      current = false
    }
  }, [drafts, key])
  return found === key
}

function useServices(): ReplicaServices {
  const services = use(ReplicaContext)
  if (services === null) throw new Error('A replica hook is used outside of ReplicaProvider')
  return services
}
