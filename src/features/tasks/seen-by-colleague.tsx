import type { Colleague } from '#replica/use-colleagues.ts'
import { useRecord, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { isBetweenTwo, readsFile } from './asked-tasks.ts'

/** R21: what a colleague sees of a task that is given to him; nothing to say of one in a file that both read. */
export function SeenByColleague(props: { colleague: Colleague; customerId: string | undefined }) {
  const texts = useMessages().tasks.asked
  const customer = useRecord('customer', props.customerId)
  const { scopes } = useSession()
  const { called, record } = props.colleague
  if (!isBetweenTwo(record, customer?.data, scopes)) return null
  const isBlind = customer !== undefined && !readsFile(record, customer.data)
  return (
    <p className="text-sm text-ink-2">
      {isBlind ? texts.sees(called, customer.data.name) : texts.seesTask(called)}
    </p>
  )
}
