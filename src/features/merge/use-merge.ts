import { haveOtherIdentities } from '#shared/domain/customer-identity.ts'
import type { PickedValue } from '#shared/domain/merge-differences.ts'
import type { SearchKeys } from '#shared/domain/search-keys.ts'
import type { ChangeRequest } from '#replica/replica.ts'
import { searchKeysFor } from '#replica/search/build-search-keys.ts'
import { useCommit, useReplica, useStorageTrouble } from '#replica/use-replica.ts'
import { useMergeMessages } from '#i18n/merge/use-merge-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import { toast } from '#ui/toast.tsx'
import {
  customerHere,
  type CustomerHere,
  mergeRequests,
  searchKeysRequests,
  takeRequests,
  undoRequests,
  withFollowing,
} from './merge-commands.ts'
import { identitiesOf } from './use-pair.ts'

/** The ways to merge, to take over more later, and to undo; each is one commit and says what became of it. */
export function useMerge(): {
  merge(keptId: string, otherId: string, values: readonly PickedValue[]): Promise<boolean>
  take(keptId: string, otherId: string, values: readonly PickedValue[]): Promise<boolean>
  undo(otherId: string): Promise<void>
} {
  const replica = useReplica()
  const commit = useCommit()
  const trouble = useStorageTrouble()
  const { app, storage } = useMessages()
  const texts = useMergeMessages()

  async function store(requests: ChangeRequest[]): Promise<boolean> {
    const result = await commit(requests)
    if (result.ok) return true
    const text = result.error.type === 'refused' ? texts.refused : storage.notSaved(trouble())
    toast({ tone: 'danger', text })
    return false
  }

  async function undo(otherId: string): Promise<void> {
    const undone = undoRequests(replica, otherId, replica.keptCustomer(otherId))
    if ('first' in undone) {
      const name = replica.get('customer', undone.first)?.data.name ?? ''
      toast({ tone: 'danger', text: texts.undoFirst(name) })
      return
    }
    const { requests, changed, renamed } = undone
    const keys = await searchKeysRequests(renamed, searchKeysFor)
    if (!(await store([...requests, ...keys]))) return
    toast({ tone: 'done', text: changed === 0 ? texts.undone : texts.undoneBut(changed) })
  }

  async function write(
    requestsOf: typeof mergeRequests,
    keptId: string,
    otherId: string,
    values: readonly PickedValue[],
  ): Promise<boolean> {
    const [kept, other] = [keptId, otherId].map((id) => customerHere(replica, id))
    if (!kept || !other) return false
    const all = withFollowing(kept, values, await keysOf(kept, values))
    return store(requestsOf(kept, other, all))
  }

  return {
    async merge(keptId, otherId, values) {
      // Invariant 14: a number that came in since the sheet was drawn counts.
      const identities = [keptId, otherId].flatMap((id) => identitiesOf(replica, id))
      if (haveOtherIdentities(identities)) {
        toast({ tone: 'danger', text: texts.whyNot['other-identity'] })
        return false
      }
      const isStored = await write(mergeRequests, keptId, otherId, values)
      if (!isStored) return false
      const name = replica.get('customer', keptId)?.data.name ?? ''
      toast({
        tone: 'done',
        text: texts.mergedAs(name),
        action: { label: app.undo, onPress: () => void undo(otherId) },
      })
      return true
    },
    async take(keptId, otherId, values) {
      const isStored = await write(takeRequests, keptId, otherId, values)
      if (isStored) toast({ tone: 'done', text: texts.taken })
      return isStored
    },
    undo,
  }
}

/** How the names sound after the merge; null when they stay, or the dictionary cannot be had: then by their characters. */
async function keysOf(
  { card }: CustomerHere,
  values: readonly PickedValue[],
): Promise<SearchKeys | null> {
  const valueOf = (name: string) =>
    values.find(({ record, field }) => record === 'customer' && field === name)?.after
  const [name, aliases] = [valueOf('name'), valueOf('aliases')]
  if (name === undefined && aliases === undefined) return null
  const words = Array.isArray(aliases) ? aliases.map(String) : card.data.aliases
  try {
    return await searchKeysFor(typeof name === 'string' ? name : card.data.name, {
      aliases: words,
      override: name === undefined ? card.data.searchKeys.override : undefined,
    })
  } catch {
    return null
  }
}
