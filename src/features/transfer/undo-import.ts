import { reviewTaskId, servicePlanId } from '#shared/domain/service-plan.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { mostImportedEntries } from '#shared/domain/transfer/check-row.ts'
import {
  importedBirthdayId,
  importedNeedId,
  importedRelationId,
} from '#shared/domain/transfer/imported-records.ts'
import { isAsImported, keptReason, type KeptReason } from '#shared/domain/transfer/undo-import.ts'
import { ChangeRefused } from '#replica/change-refused.ts'
import type { ChangeRequest, Replica } from '#replica/replica.ts'
import type { ImportControl } from './import-rows.ts'
import { createBreath } from './work-in-slices.ts'

type ReadReplica = Pick<
  Replica,
  'get' | 'by' | 'all' | 'session' | 'keptCustomer' | 'mergedCustomers'
>

export interface KeptCustomer {
  card: RecordOf<'customer'>
  reason: KeptReason
}

/** Which customers of an import would go, and which stay, with the reason. */
export interface UndoPlan {
  going: readonly RecordOf<'customer'>[]
  kept: readonly KeptCustomer[]
}

/** Customers of one commit, as an import makes them. */
const batchSize = 16

/** Looks at each customer of an import, a slice at a time; null when `signal` ended it. */
export async function planUndo(
  cards: readonly RecordOf<'customer'>[],
  replica: ReadReplica,
  signal: AbortSignal,
): Promise<UndoPlan | null> {
  const breathe = createBreath()
  const reasonOf = reasonFinder(replica)
  const going: RecordOf<'customer'>[] = []
  const kept: KeptCustomer[] = []
  for (const card of cards) {
    const reason = reasonOf(card)
    if (reason === null) going.push(card)
    else kept.push({ card, reason })
    await breathe()
    if (signal.aborted) return null
  }
  // Who was merged away is in no list, and stays with whom he is shown under.
  return { going, kept: [...kept, ...mergedAway(cards[0]?.data.importId, replica)] }
}

/** ME8: the customers of an import who are shown under somebody. */
function mergedAway(importId: string | undefined, replica: ReadReplica): KeptCustomer[] {
  if (importId === undefined) return []
  return replica
    .all('customer')
    .flatMap(({ id }) => replica.mergedCustomers(id))
    .flatMap((id) => replica.get('customer', id) ?? [])
    .filter(({ data, archivedAt }) => data.importId === importId && archivedAt === undefined)
    .map((card) => ({ card, reason: 'merged' }))
}

export interface UndoProgress {
  done: number
  total: number
  /** Customers that stay after all: somebody worked with them in the meantime, or the rules do not allow it. */
  kept: readonly KeptCustomer[]
}

/**
 * Takes customers of an import back, a batch in one commit: card, profile and birthday are archived, as whatever is removed. Each is
 * looked at again just before. What is archived already is passed over, so it goes on wherever it was broken off. `stopped`:
 * by `control`; `not-stored`: the device could not keep a batch, what is before it is done.
 */
export async function undoImport({
  cards,
  replica,
  control,
  onProgress,
}: {
  cards: readonly RecordOf<'customer'>[]
  replica: ReadReplica & Pick<Replica, 'commit'>
  control: ImportControl
  onProgress(progress: UndoProgress): void
}): Promise<'done' | 'stopped' | 'not-stored'> {
  const breathe = createBreath()
  const kept: KeptCustomer[] = []
  let done = 0

  async function archive(batch: readonly RecordOf<'customer'>[]): Promise<void> {
    const reasonOf = reasonFinder(replica)
    const going = batch.flatMap(({ id }) => {
      const card = replica.get('customer', id)
      if (card === undefined || card.archivedAt !== undefined) return []
      const reason = reasonOf(card)
      if (reason === null) return [card]
      kept.push({ card, reason })
      return []
    })
    try {
      await replica.commit(going.flatMap((card) => archivingOf(card.id, replica)))
      done += going.length
    } catch (error) {
      if (!(error instanceof ChangeRefused)) throw error
      const [card] = going
      if (going.length === 1 && card !== undefined) kept.push({ card, reason: 'not-allowed' })
      // One is not allowed: the others are.
      else for (const each of going) await archive([each])
    }
  }

  for (let first = 0; first < cards.length; first += batchSize) {
    await control.untilGoing()
    if (control.signal.aborted) return 'stopped'
    try {
      await archive(cards.slice(first, first + batchSize))
    } catch {
      return control.signal.aborted ? 'stopped' : 'not-stored'
    }
    onProgress({ done, total: cards.length, kept: [...kept] })
    await breathe()
  }
  return 'done'
}

function archivingOf(customerId: string, replica: ReadReplica): ChangeRequest[] {
  const own = broughtBy(customerId, replica)
  const places = [
    { recordType: 'customer' as const, recordId: customerId },
    { recordType: 'profile' as const, recordId: customerId },
    { recordType: 'important-date' as const, recordId: importedBirthdayId(customerId) },
    ...own.map(({ type, id }) => ({ recordType: type, recordId: id })),
  ]
  return places
    .filter(({ recordType, recordId }) => {
      const record = replica.get(recordType, recordId)
      return record !== undefined && record.archivedAt === undefined
    })
    .map((place) => ({ ...place, kind: 'archive' as const, args: {} }))
}

/** What else of a customer an import brought and nobody changed since: needs, relations, the plan and the task of its review. */
function broughtBy(
  customerId: string,
  replica: Pick<Replica, 'get' | 'by'>,
): (RecordOf<'need'> | RecordOf<'relation'> | RecordOf<'service-plan'> | RecordOf<'task'>)[] {
  const importId = replica.get('customer', customerId)?.data.importId
  if (importId === undefined) return []
  const needs = replica.by('need.customer', customerId)
  const relations = replica.by('relation.customer', customerId)
  const places = Array.from({ length: mostImportedEntries }, (_, index) => index)
  const own = new Set(
    needs.length + relations.length === 0
      ? []
      : places.flatMap((index) => [
          importedNeedId(customerId, index),
          importedRelationId(customerId, index),
        ]),
  )
  const plan = replica.get('service-plan', servicePlanId(customerId))
  const isOwnPlan = plan !== undefined && plan.data.importId === importId
  const reviewOn = isOwnPlan ? plan.data.reviewOn : undefined
  const review =
    reviewOn === undefined ? undefined : replica.get('task', reviewTaskId(customerId, reviewOn))
  for (const record of [isOwnPlan ? plan : undefined, review]) {
    if (record !== undefined) own.add(record.id)
  }
  return [...needs, ...relations, ...(plan ? [plan] : []), ...(review ? [review] : [])].filter(
    (record) => record.archivedAt === undefined && isAsImported(record, own),
  )
}

function reasonFinder(replica: ReadReplica): (card: RecordOf<'customer'>) => KeptReason | null {
  const { role, staffId } = replica.session
  const open = replica.all('handover').filter(({ data }) => data.state === undefined)
  const named = new Set(open.flatMap(({ data }) => data.customerIds ?? []))
  // Without a list all customers of a colleague are proposed.
  const whole = new Set(
    open.filter(({ data }) => data.customerIds === undefined).map(({ data }) => data.fromId),
  )
  return (card) => {
    const { id } = card
    const plan = replica.get('service-plan', servicePlanId(id))
    const brought = new Set(broughtBy(id, replica).map((record) => record.id))
    const others = (records: readonly { id: string }[]) =>
      records.filter((record) => !brought.has(record.id)).length
    const entries = [
      others(replica.by('need.customer', id)),
      replica.by('finance-snapshot.customer', id).length,
      others(replica.by('relation.customer', id)),
      replica.by('churn-signal.customer', id).length,
      replica.by('consent.customer', id).length,
      replica.by('life-event.customer', id).length,
      replica.by('feedback.customer', id).length,
      plan === undefined || plan.archivedAt !== undefined ? 0 : others([plan]),
    ]
    return keptReason({
      card,
      profile: replica.get('profile', id),
      dates: replica.by('important-date.customer', id),
      notes: replica.by('interaction.customer', id).length,
      tasks: others(replica.by('task.customer', id)),
      complaints: replica.by('complaint.customer', id).length,
      fileEntries: entries.reduce((sum, count) => sum + count, 0),
      isMerged: replica.mergedCustomers(id).length > 0 || replica.keptCustomer(id) !== id,
      isInHandover: named.has(id) || whole.has(card.data.ownerId),
      mayArchive: role === 'lead' || card.data.ownerId === staffId,
    })
  }
}
