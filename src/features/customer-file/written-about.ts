import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Replica } from '#replica/replica.ts'

/** ME8: the card that a record of the file was written about, whatever it was merged into since. */
export function writtenAbout(
  { customersNamed }: Pick<Replica, 'customersNamed'>,
  { type, id, data }: RecordOf<'life-event' | 'churn-signal'>,
): string {
  return customersNamed(type, id)[0] ?? data.customerId
}
