import { MergedField } from '#shared/domain/profile.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { entriesOf, stringsOf } from '#shared/protocol/record-draft.ts'
import { sameValue } from '#shared/protocol/same-value.ts'

/** SE7, ME8: all that merges of this profile's customer ever wrote on others, also what was undone. */
export function mergeTraces(profile: RecordBody | undefined): MergedField[] {
  const former = (profile?.history ?? []).filter(isOfLog).map(({ value }) => value)
  const present = entriesOf(profile?.data['mergeLog']).values()
  return [...present, ...former].flatMap((entry) => MergedField.safeParse(entry).data ?? [])
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
export function withoutTaken(record: RecordBody, traces: readonly MergedField[]): RecordBody {
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
  return { ...record, history: history.filter((entry) => !isTaken(entry)) }
}

function isOfLog({ field }: { field: string }): boolean {
  return field.startsWith('mergeLog.')
}
