import { mainPhoneTail } from '#shared/domain/contact-points.ts'
import { mergeableCard, wayOf } from '#shared/domain/customer-merges.ts'
import { derivedId } from '#shared/domain/derived-id.ts'
import {
  isMergeableField,
  type PickedValue,
  withoutMerged,
} from '#shared/domain/merge-differences.ts'
import { mergeTargets } from '#shared/domain/merge-targets.ts'
import { stepsToUndo, undoneBefore } from '#shared/domain/merge-undo.ts'
import { ContactPoint, type MergedField, type Profile } from '#shared/domain/profile.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { mostAliasReadings, SearchKeys } from '#shared/domain/search-keys.ts'
import { readPath, splitFieldPath, writePath } from '#shared/protocol/field-path.ts'
import type { FieldChange } from '#shared/protocol/operation.ts'
import { sameValue } from '#shared/protocol/same-value.ts'
import { create, type ChangeRequest, type Replica } from '#replica/replica.ts'
import type { searchKeysFor } from '#replica/search/build-search-keys.ts'
import * as z from 'zod/mini'

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
  const log = Object.fromEntries(values.map((value) => logged(kept, other, value)))
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

/** What a card is called after an undo, and how it was read before. */
export interface RenamedCard {
  id: string
  name: string
  aliases: readonly string[]
  present: SearchKeys
  /** Taken where no dictionary can be had. */
  fallback: SearchKeys
  /** The reading that somebody corrected by hand, of this name. */
  override: string | undefined
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
  const undoField = createFieldUndo(replica)
  const requests: ChangeRequest[] = []
  const readings = new Map<string, SearchKeys | undefined>()
  let changed = 0
  function putBack(from: string, isMeant: (entry: MergedField) => boolean): void {
    const log = Object.entries(replica.get('profile', from)?.data.mergeLog ?? {}).filter(
      ([, entry]) => isMeant(entry),
    )
    const reached = new Set([
      ...mergeTargets(replica.get('customer', from)),
      ...wayOf(from, cardOf),
    ])
    for (const [, entry] of log) {
      // Any client can have written it.
      const isSound = reached.has(entry.keptId) && isMergeableField(entry.record, entry.field)
      if (isSound && entry.record === 'customer' && nameFields.includes(entry.field)) {
        const isReading = entry.field === 'searchKeys'
        const before = isReading ? SearchKeys.safeParse(entry.before).data : undefined
        readings.set(entry.keptId, before ?? readings.get(entry.keptId))
        if (isReading) continue
      }
      const request = isSound ? undoField.undo(entry) : null
      if (request === null) changed += 1
      else requests.push(request)
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
  for (const step of steps) {
    const from = replica.get('customer', step)?.data.mergedInto ?? null
    requests.push(patchOf('customer', step, { mergedInto: { from, to: null } }))
    putBack(step, () => true)
  }
  const renamed = [...readings].flatMap(([each, before]) => {
    const card = replica.get('customer', each)?.data
    const parsed = Names.safeParse(undoField.dataOf('customer', each)).data
    if (card === undefined || parsed === undefined) return []
    return [renamedCard(each, card, parsed, before)]
  })
  return { requests, changed, renamed }
}

/** What says how a customer sounds, and what it follows from. */
const nameFields: readonly string[] = ['name', 'aliases', 'searchKeys']

const Names = z.object({ name: z.string(), aliases: z.array(z.string()) })

function renamedCard(
  id: string,
  { name, aliases, searchKeys }: RecordOf<'customer'>['data'],
  after: z.infer<typeof Names>,
  before: SearchKeys | undefined,
): RenamedCard {
  // A name that is put back has its former reading again; another one keeps what it is read like now.
  const keys = after.name === name ? searchKeys : (before ?? searchKeys)
  const known = new Map([
    [name, [searchKeys.full, ...searchKeys.alternatives].slice(0, mostAliasReadings)],
    ...aliases.map((alias, index) => [alias, searchKeys.aliases?.[index] ?? []] as const),
  ])
  const fallback: SearchKeys = {
    ...keys,
    aliases: after.aliases.map((alias) => known.get(alias) ?? []),
  }
  if (after.aliases.length === 0) delete fallback.aliases
  return { id, ...after, present: searchKeys, fallback, override: keys.override }
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

/** Undoes one field after the other; each answer starts from what the ones before have made. */
function createFieldUndo(replica: Records): {
  /** Null: changed since. */
  undo: (entry: MergedField) => ChangeRequest | null
  /** A card or profile with all that was undone so far. */
  dataOf: (record: MergedField['record'], id: string) => Record<string, unknown>
} {
  const known = new Map<string, Record<string, unknown>>()
  function dataOf(record: MergedField['record'], id: string): Record<string, unknown> {
    return known.get(`${record}|${id}`) ?? { ...replica.get(record, id)?.data }
  }
  return {
    dataOf,
    undo(entry) {
      const { record, keptId, field } = entry
      const data = dataOf(record, keptId)
      const undone = withoutMerged(data, entry)
      if (undone === 'changed') return null
      known.set(`${record}|${keptId}`, writePath(data, field, undone.value))
      const from = readPath(data, field) ?? null
      return patchOf(record, keptId, { [field]: { from, to: undone.value } })
    },
  }
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

/** The same field of the same two is one entry, whichever device writes it. */
function logged(
  { card: kept }: CustomerHere,
  { card: other, profile }: CustomerHere,
  { record, field, before, after }: PickedValue,
): [string, FieldChange] {
  const key = derivedId('merge', other.id, kept.id, record, field)
  const known = profile?.data.mergeLog?.[key]
  // What is taken over a second time goes back to what was before the first.
  const first = known !== undefined && sameValue(known.after, before) ? known.before : before
  const entry: MergedField = { keptId: kept.id, record, field, before: first, after }
  return [`mergeLog.${key}`, { from: known ?? null, to: entry }]
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
