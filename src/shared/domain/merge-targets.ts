import type { RecordBody } from '#shared/protocol/record.ts'

/** Into whom a stored card is merged, or was before that was undone. */
export function mergeTargets(card: Pick<RecordBody, 'data' | 'history'> | undefined): Set<string> {
  const former = (card?.history ?? []).filter(({ field }) => field === 'mergedInto')
  const values = [card?.data['mergedInto'], ...former.map(({ value }) => value)]
  return new Set(values.filter((value) => typeof value === 'string'))
}
