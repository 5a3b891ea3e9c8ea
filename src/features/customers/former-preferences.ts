import * as z from 'zod/mini'
import { CustomerFilter, customerSorts } from '#shared/domain/customer-filter.ts'
import { differentPeopleId } from '#shared/domain/preference.ts'
import { nameText } from '#shared/domain/text-limits.ts'
import { type ChangeRequest, create } from '#replica/replica.ts'

/** What the sealed setting of the list held before preferences were records of their own. */
const FormerView = z.object({
  saved: z.catch(
    z.array(
      z.object({
        id: z.uuid(),
        name: nameText,
        filter: CustomerFilter,
        sort: z.optional(z.enum(customerSorts)),
      }),
    ),
    [],
  ),
  /** `one|other`, the smaller id first. */
  different: z.catch(z.array(z.string()), []),
})

/** The records that stand for what a former version kept in a setting of this device; none where there is nothing of it. */
export function preferencesOfFormerView(setting: unknown, staffId: string): ChangeRequest[] {
  const { data } = FormerView.safeParse(setting)
  if (data === undefined) return []
  return [
    ...data.saved.map(({ id, ...saved }) =>
      create('preference', id, { staffId, kind: 'saved-filter', ...saved }),
    ),
    ...data.different.flatMap((key) => {
      const [one, other] = key.split('|')
      if (one === undefined || other === undefined) return []
      const pair: [string, string] = [one, other]
      return [
        create('preference', differentPeopleId(staffId, pair), {
          staffId,
          kind: 'different-people',
          customerIds: pair,
        }),
      ]
    }),
  ]
}
