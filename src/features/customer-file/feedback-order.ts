import { type FeedbackState, feedbackStates } from '#shared/domain/feedback.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'

/** The latest first; the id keeps the order the same on every device. */
export function latestFeedbackFirst(all: readonly RecordOf<'feedback'>[]): RecordOf<'feedback'>[] {
  return all.toSorted((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1))
}

/** The state that the address names; a word of another version counts as not chosen. */
export function feedbackView(search: { view?: string | undefined }): FeedbackState {
  return feedbackStates.find((state) => state === search.view) ?? 'open'
}

function placeOf({ id, data }: RecordOf<'feedback'>): string {
  return `${data.receivedOn} ${id}`
}
