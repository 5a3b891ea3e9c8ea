import { isMergeableField } from '#shared/domain/merge-differences.ts'
import { mergeTargets } from '#shared/domain/merge-targets.ts'
import { MergedField } from '#shared/domain/profile.ts'
import { FieldChange } from '#shared/protocol/operation.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { entriesOf, stringsOf } from '#shared/protocol/record-draft.ts'
import { sameValue } from '#shared/protocol/same-value.ts'
import type { StoredRecord } from './store/record-table.ts'

type FindRecord = (type: string, id: string) => Promise<StoredRecord | undefined>

/** SE7, ME8: all that merges of this profile's customer ever wrote on others, also what was undone. */
function mergeTraces(profile: RecordBody | undefined): MergedField[] {
  const former = (profile?.history ?? []).filter(isOfLog).map(({ value }) => value)
  const present = entriesOf(profile?.data['mergeLog']).values()
  return [...present, ...former].flatMap((entry) => MergedField.safeParse(entry).data ?? [])
}

/**
 * Those of them that a merge can have written: a client can write anything into the log of its own customer. The one who was
 * kept is somebody into whom the card was merged, at once or by the way of others, and the field is one that merges write.
 */
export async function soundTraces(
  profile: RecordBody | undefined,
  find: FindRecord,
): Promise<MergedField[]> {
  const traces = mergeTraces(profile).filter(({ record, field }) => isMergeableField(record, field))
  if (profile === undefined || traces.length === 0) return []
  const reached = await reachedFrom(profile.id, find)
  const sound: MergedField[] = []
  for (const trace of traces) {
    const { keptId, field } = trace
    if (keptId === profile.id) continue
    // Invariant 14: a number that was corrected here was so on whoever was merged into this customer.
    const isCorrected = field === 'identity' && (await reachedFrom(keptId, find)).has(profile.id)
    if (reached.has(keptId) || isCorrected) sound.push(trace)
  }
  return sound
}

async function reachedFrom(customerId: string, find: FindRecord): Promise<Set<string>> {
  const reached = new Set([customerId])
  // Whoever is found on the way is added, and comes in his turn.
  for (const id of reached) {
    for (const target of mergeTargets((await find('customer', id))?.record)) reached.add(target)
  }
  return reached
}

/**
 * SE7: these and where their values went on from there: who was kept was merged into somebody else, whose log says so. Each of
 * the others is to be taken out of the log that names it, too (`withoutCarried`).
 */
export async function withCarried(
  traces: readonly MergedField[],
  find: FindRecord,
): Promise<MergedField[]> {
  const all = [...traces]
  for (const trace of all) {
    const profile = (await find('profile', trace.keptId))?.record
    for (const next of await soundTraces(profile, find)) {
      if (!isCarried(next, trace)) continue
      // Of a list only the items that came from the first.
      const further = Array.isArray(trace.after) ? { ...trace, keptId: next.keptId } : next
      if (!all.some((known) => sameValue(known, further))) all.push(further)
    }
  }
  return all
}

/** SE7: a profile whose log does not say what came from somebody else before it went on. */
export function withoutCarried(profile: RecordBody, traces: readonly MergedField[]): RecordBody {
  const here = traces.filter(({ keptId }) => keptId === profile.id)
  const says = (value: unknown) => {
    const entry = MergedField.safeParse(value).data
    return entry !== undefined && here.some((trace) => isCarried(entry, trace))
  }
  const { mergeLog, ...data } = profile.data
  const { history } = profile
  const log = [...entriesOf(mergeLog)].filter(([, entry]) => !says(entry))
  return {
    ...profile,
    data: mergeLog === undefined ? data : { ...data, mergeLog: Object.fromEntries(log) },
    ...(history === undefined
      ? {}
      : { history: history.filter((entry) => !isOfLog(entry) || !says(entry.value)) }),
  }
}

function isCarried(next: MergedField, { record, field, before, after }: MergedField): boolean {
  if (next.record !== record || next.field !== field) return false
  if (typeof after === 'string' && typeof next.after === 'string') return next.after.includes(after)
  const own = stringsOf(after).filter((item) => !stringsOf(before).includes(item))
  return sameValue(next.after, after) || own.some((item) => stringsOf(next.after).includes(item))
}

/** Who the log of a profile is about, whatever it says of them. */
export function namedInLog(profile: RecordBody): Set<string> {
  return new Set(mergeTraces(profile).map(({ keptId }) => keptId))
}

/** SE7: anything that was typed or waits, without what a log within it says of customers who are not meant. */
export function withoutOthers(value: unknown, isMeant: (id: string) => boolean): unknown {
  if (typeof value !== 'object' || value === null) return value
  const isEntryOfOther = (member: unknown) => {
    const entry = MergedField.safeParse(member).data
    return entry !== undefined && !isMeant(entry.keptId)
  }
  // A change of an entry goes as a whole.
  const isOther = (member: unknown) => {
    const { from, to } = FieldChange.safeParse(member).data ?? {}
    return [member, from, to].some(isEntryOfOther)
  }
  if (Array.isArray(value)) {
    return value.filter((item) => !isOther(item)).map((item) => withoutOthers(item, isMeant))
  }
  const left = Object.entries(value).filter(([, member]) => !isOther(member))
  return Object.fromEntries(left.map(([name, member]) => [name, withoutOthers(member, isMeant)]))
}

/** All that logs within it say. */
export function entriesInLogs(value: unknown): MergedField[] {
  if (typeof value !== 'object' || value === null) return []
  const entry = MergedField.safeParse(value).data
  return entry === undefined ? Object.values(value).flatMap(entriesInLogs) : [entry]
}

/** All customers of whom a log within it says something. */
export function namedInLogs(value: unknown): Set<string> {
  const named = new Set<string>()
  withoutOthers(value, (id) => named.add(id).has(id))
  return named
}

/** Whether one of these entries says that a merge wrote this value into the field. */
export function isTakenOver(
  entries: readonly MergedField[],
  field: string,
  value: unknown,
): boolean {
  return entries.some((entry) => entry.field === field && sameValue(entry.after, value ?? null))
}

/**
 * A card or profile without what merges left in its history of customers who are somebody else now; `traces` of theirs. `by`: only
 * what this colleague wrote.
 */
export function withoutTakenFrom(
  record: RecordBody,
  traces: readonly MergedField[],
  by?: string,
): RecordBody {
  const here = traces.filter((trace) => trace.record === record.type && trace.keptId === record.id)
  return here.length === 0 ? record : withoutTaken(record, here, by)
}

/** SE7: a profile that remembers nothing of what was written on this customer when its own was merged. */
export function withoutMergeLog(profile: RecordBody, keptId: string): RecordBody {
  const isAbout = (value: unknown) => MergedField.safeParse(value).data?.keptId === keptId
  const log = [...entriesOf(profile.data['mergeLog'])]
  const left = Object.fromEntries(log.filter(([, entry]) => !isAbout(entry)))
  const data = log.length === 0 ? profile.data : { ...profile.data, mergeLog: left }
  const { history } = profile
  if (history === undefined) return { ...profile, data }
  return {
    ...profile,
    data,
    history: history.filter((entry) => !isOfLog(entry) || !isAbout(entry.value)),
  }
}

/** SE7: a record whose history does not say what came from somebody who was merged into it and taken out again. */
function withoutTaken(
  record: RecordBody,
  traces: readonly MergedField[],
  by: string | undefined,
): RecordBody {
  const { history } = record
  if (history === undefined) return record
  const isTaken = (entry: { field: string; value: unknown }) =>
    traces.some(
      ({ field, before, after }) =>
        field === entry.field &&
        (sameValue(entry.value, after) ||
          stringsOf(after).some(
            (item) => item === entry.value && !stringsOf(before).includes(item),
          )),
    )
  const isMeant = (entry: { by: string }) => by === undefined || entry.by === by
  return { ...record, history: history.filter((entry) => !(isMeant(entry) && isTaken(entry))) }
}

function isOfLog({ field }: { field: string }): boolean {
  return field.startsWith('mergeLog.')
}
