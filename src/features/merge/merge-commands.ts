import { mainPhoneTail } from '#shared/domain/contact-points.ts'
import { mergeableCard, wayOf } from '#shared/domain/customer-merges.ts'
import { isMergeableField, type PickedValue } from '#shared/domain/merge-differences.ts'
import { isCorrection, mergeLogChange } from '#shared/domain/merge-log.ts'
import { openPutBack, type RenamedCard } from '#shared/domain/merge-put-back.ts'
import { mergeTargets } from '#shared/domain/merge-targets.ts'
import { stepsToUndo, undoneBefore } from '#shared/domain/merge-undo.ts'
import { ContactPoint, type MergedField, type Profile } from '#shared/domain/profile.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { SearchKeys } from '#shared/domain/search-keys.ts'
import { splitFieldPath, writePath } from '#shared/protocol/field-path.ts'
import type { FieldChange } from '#shared/protocol/operation.ts'
import { sameValue } from '#shared/protocol/same-value.ts'
import { create, type ChangeRequest, type Replica } from '#replica/replica.ts'
import type { searchKeysFor } from '#replica/search/build-search-keys.ts'

/** Card and profile as they lie here. */
export interface CustomerHere {
  card: RecordOf<'customer'>
  profile: RecordOf<'profile'> | undefined
}

type Records = Pick<Replica, 'get'>

/** Finds both; null when there is no such card. */
export function customerHere(replica: Records, id: string): CustomerHere | null {
  const card = replica.get('customer', id)
  return card === undefined ? null : { card, profile: replica.get('profile', id) }
}

/**
 * R17: merges `other` into `kept` in one commit: what was chosen becomes ordinary edits of the one who is kept, the profile of
 * the other one remembers them for the undo, and the other's card says under whom it is shown.
 */
export function mergeRequests(
  kept: CustomerHere,
  other: CustomerHere,
  values: readonly PickedValue[],
): ChangeRequest[] {
  const from = other.card.data.mergedInto ?? null
  return [
    ...takeRequests(kept, other, values),
    patchOf('customer', other.card.id, { mergedInto: { from, to: kept.card.id } }),
  ]
}

/** The same for what is taken over later from somebody who is merged already. */
export function takeRequests(
  kept: CustomerHere,
  other: CustomerHere,
  values: readonly PickedValue[],
): ChangeRequest[] {
  const changes = (record: MergedField['record']) =>
    Object.fromEntries(
      values
        .filter((value) => value.record === record)
        .map(({ field, before, after }) => [field, { from: before, to: after }]),
    )
  const pair = { fromId: other.card.id, keptId: kept.card.id }
  const log = Object.fromEntries(
    values.map((value) => mergeLogChange(pair, value, other.profile?.data.mergeLog)),
  )
  return [
    patchOf('customer', kept.card.id, changes('customer')),
    profileRequest(kept, changes('profile')),
    profileRequest(other, log),
  ].filter((request) => request.kind !== 'patch' || Object.keys(request.args.changes).length > 0)
}

/** What follows from what was chosen: the tail of the main number, and how the names sound. */
export function withFollowing(
  kept: CustomerHere,
  values: readonly PickedValue[],
  searchKeys: SearchKeys | null,
): PickedValue[] {
  const { data } = kept.card
  const points = values.reduce<Record<string, unknown>>(
    (all, { field, after }) =>
      splitFieldPath(field).field === 'contactPoints' ? writePath(all, field, after) : all,
    { contactPoints: kept.profile?.data.contactPoints ?? {} },
  )['contactPoints']
  const tail = mainPhoneTail(pointsOf(points))
  const isOtherTail = tail !== undefined && tail !== data.phoneTail
  const all = values.filter(({ field }) => field !== 'phoneTail' || tail === undefined)
  if (isOtherTail) all.push(onCard('phoneTail', data.phoneTail ?? null, tail))
  if (searchKeys !== null && !sameValue(searchKeys, data.searchKeys)) {
    all.push(onCard('searchKeys', data.searchKeys, searchKeys))
  }
  return all
}

/** What undoing a merge writes, and how many fields somebody has changed since, which stay as they are. */
export interface MergeUndo {
  requests: ChangeRequest[]
  changed: number
  /** Cards whose names the undo touches: how they sound is to be worked out anew (`searchKeysRequests`). */
  renamed: RenamedCard[]
}

/**
 * Takes a merge back: the card stands for itself again, and what the merge wrote on the one who was kept gets its former
 * value. Answers the customer whose merge has to be undone before, if there is one (`undoneBefore`).
 */
export function undoRequests(
  replica: Pick<Replica, 'get' | 'mergedCustomers'>,
  id: string,
  keptId: string,
): MergeUndo | { first: string } {
  const cardOf = (each: string) => mergeableCard(replica.get('customer', each))
  const first = undoneBefore(id, keptId, cardOf)
  if (first !== undefined) return { first }
  const steps = stepsToUndo(id, keptId, cardOf)
  const back = openPutBack((record, each) => replica.get(record, each))
  const requests: ChangeRequest[] = []
  let changed = 0
  function putBack(from: string, isMeant: (entry: MergedField, key: string) => boolean): void {
    const log = Object.entries(replica.get('profile', from)?.data.mergeLog ?? {}).filter(
      ([key, entry]) => isMeant(entry, key),
    )
    const reached = new Set([
      ...mergeTargets(replica.get('customer', from)),
      ...wayOf(from, cardOf),
    ])
    for (const [key, entry] of log) {
      // Any client can have written it.
      const isNamed = isCorrection(from, key, entry)
        ? wayOf(entry.keptId, cardOf).includes(from)
        : reached.has(entry.keptId)
      const isSound = isNamed && isMergeableField(entry.record, entry.field)
      const undone = isSound ? back.putBack(entry) : 'changed'
      if (undone === 'changed') changed += 1
      else if (undone !== 'reading')
        requests.push(patchOf(undone.record, undone.id, { [undone.field]: undone.change }))
    }
    const emptied = log.map(
      ([key, entry]) => [`mergeLog.${key}`, { from: entry, to: null }] as const,
    )
    if (log.length > 0) requests.push(patchOf('profile', from, Object.fromEntries(emptied)))
  }
  // Who is shown here by way of this one leaves with it, and so does what was taken over from him since.
  const through = replica.mergedCustomers(keptId).filter((each) => {
    return !steps.includes(each) && wayOf(each, cardOf).includes(id)
  })
  for (const each of through) putBack(each, (entry) => entry.keptId === keptId)
  // Invariant 14: a number that was corrected here was so on each of them.
  const leaving = new Set([id, ...through])
  putBack(keptId, (entry, key) => isCorrection(keptId, key, entry) && leaving.has(entry.keptId))
  for (const step of steps) {
    const from = replica.get('customer', step)?.data.mergedInto ?? null
    requests.push(patchOf('customer', step, { mergedInto: { from, to: null } }))
    putBack(step, (entry, key) => !isCorrection(step, key, entry))
  }
  return { requests, changed, renamed: back.renamed() }
}

/**
 * How the cards sound by the names that they have after an undo; what somebody renamed since is not found by what it was called
 * before, nor missed by what it is called now. `keysOf` rejects when the dictionary cannot be had.
 */
export async function searchKeysRequests(
  renamed: readonly RenamedCard[],
  keysOf: typeof searchKeysFor,
): Promise<ChangeRequest[]> {
  const requests: ChangeRequest[] = []
  for (const { id, name, aliases, present, fallback, override } of renamed) {
    const keys = await keysOf(name, { aliases, override }).catch(() => fallback)
    if (sameValue(keys, present)) continue
    requests.push(patchOf('customer', id, { searchKeys: { from: present, to: keys } }))
  }
  return requests
}

function patchOf(
  recordType: 'customer' | 'profile',
  recordId: string,
  changes: Record<string, FieldChange>,
): ChangeRequest {
  return { recordType, recordId, kind: 'patch', args: { changes } }
}

/** A customer may have no profile yet. */
function profileRequest(
  { card, profile }: CustomerHere,
  changes: Record<string, FieldChange>,
): ChangeRequest {
  if (profile !== undefined || Object.keys(changes).length === 0) {
    return patchOf('profile', card.id, changes)
  }
  const empty: Profile = {
    customerId: card.id,
    contactPoints: {},
    investmentPreferences: [],
    preferredChannels: [],
  }
  const request = create('profile', card.id, empty)
  if (request.kind !== 'create') return request
  const data = Object.entries(changes).reduce(
    (made, [path, { to }]) => writePath(made, path, to),
    request.args.data,
  )
  return { ...request, args: { data } }
}

function onCard(field: string, before: unknown, after: unknown): PickedValue {
  return { record: 'customer', field, before, after }
}

function pointsOf(value: unknown): Record<string, ContactPoint> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return Object.fromEntries(
    entries.flatMap(([id, point]) => {
      const parsed = ContactPoint.safeParse(point)
      return parsed.success ? [[id, parsed.data] as const] : []
    }),
  )
}
