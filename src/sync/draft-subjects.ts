import { recordKey } from '#vault/pages.ts'

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/**
 * SR1: what a draft is about, by its key. The form of a customer is about the profile too: that lies with the owner,
 * while the card of the same id lies with the branch.
 */
export function subjectsOfDraft(key: string): string[] {
  const ids = key.match(uuid) ?? []
  return key.startsWith('customer:') ? [...ids, ...ids.map((id) => recordKey('profile', id))] : ids
}

/** The names by which a draft may mean this record. */
export function namesOfRecord({ type, id }: { type: string; id: string }): string[] {
  return [id, recordKey(type, id)]
}
