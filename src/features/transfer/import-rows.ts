import type { CivilDate } from '#shared/domain/civil-date.ts'
import { importedRecords } from '#shared/domain/transfer/imported-records.ts'
import { noSearchKeys, type SearchKeys } from '#shared/domain/search-keys.ts'
import type { ImportDraft } from '#shared/domain/transfer/import-draft.ts'
import { ChangeRefused } from '#replica/change-refused.ts'
import { create, type ChangeRequest, type Replica } from '#replica/replica.ts'
import { searchKeysFor } from '#replica/search/build-search-keys.ts'
import type { GoodRow } from './check-table.ts'
import { createBreath } from './work-in-slices.ts'

/** Customers of one commit: one strict write for several, and no longer a stretch of work than two frames. */
const batchSize = 16

export interface ImportProgress {
  imported: number
  /** Rows that the rules of this device do not allow. */
  refused: number
  total: number
}

export interface ImportControl {
  signal: AbortSignal
  /** Resolves when nothing is paused. */
  untilGoing(): Promise<void>
}

/**
 * Makes customers of rows, a batch in one commit, so that none is half there. A row whose customer is there already, from an
 * import that was broken off, is passed over: nothing is made twice. `stopped`: by `signal`; `not-stored`: the device
 * could not keep a batch, what is before it is kept.
 */
export async function importRows({
  rows,
  importId,
  ownerId,
  today,
  reviewTitle,
  replica,
  control,
  onProgress,
}: {
  rows: readonly GoodRow[]
  importId: string
  ownerId: string
  today: CivilDate
  reviewTitle: string
  replica: Pick<Replica, 'get' | 'commit' | 'session'>
  control: ImportControl
  onProgress(progress: ImportProgress): void
}): Promise<'done' | 'stopped' | 'not-stored'> {
  const breathe = createBreath()
  const progress = { imported: 0, refused: 0, total: rows.length }

  async function requestsOf({ customerId, draft }: GoodRow): Promise<ChangeRequest[]> {
    const searchKeys = await keysOf(draft)
    const { branchId } = replica.session
    const made = importedRecords({
      customerId,
      importId,
      draft,
      searchKeys,
      branchId,
      ownerId,
      today,
      reviewTitle,
    })
    const { card, profile, birthday } = made
    const requests = [create('customer', customerId, card), create('profile', customerId, profile)]
    if (birthday !== null) requests.push(create('important-date', birthday.id, birthday.data))
    for (const { id, data } of made.needs) requests.push(create('need', id, data))
    for (const { id, data } of made.relations) requests.push(create('relation', id, data))
    if (made.plan !== null) requests.push(create('service-plan', made.plan.id, made.plan.data))
    if (made.review !== null) requests.push(create('task', made.review.id, made.review.data))
    return requests
  }

  async function store(batch: readonly GoodRow[]): Promise<void> {
    const requests: ChangeRequest[] = []
    for (const row of batch) {
      // Another tab, or an import before a crash, may have been here.
      if (replica.get('customer', row.customerId) === undefined) {
        requests.push(...(await requestsOf(row)))
      }
      await breathe()
    }
    try {
      await replica.commit(requests)
      progress.imported += batch.length
    } catch (error) {
      if (!(error instanceof ChangeRefused)) throw error
      if (batch.length === 1) progress.refused += 1
      // One row is not allowed: the others are.
      else for (const row of batch) await store([row])
    }
  }

  for (let first = 0; first < rows.length; first += batchSize) {
    await control.untilGoing()
    if (control.signal.aborted) return 'stopped'
    try {
      await store(rows.slice(first, first + batchSize))
    } catch {
      // The caller says what is wrong with the storage; the file is still there to begin again.
      return control.signal.aborted ? 'stopped' : 'not-stored'
    }
    onProgress({ ...progress })
    await breathe()
  }
  return 'done'
}

/** Without the dictionary a customer is still kept, and found by characters and phone tail. */
async function keysOf({ name, aliases }: ImportDraft): Promise<SearchKeys> {
  try {
    return await searchKeysFor(name, { aliases })
  } catch {
    return noSearchKeys
  }
}
