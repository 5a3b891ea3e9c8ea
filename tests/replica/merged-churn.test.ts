import { expect, test } from 'vitest'
import { churnMoment } from '#shared/domain/churn-suggestions.ts'
import { churnSignalId } from '#shared/domain/churn-signal.ts'
import { mainlandWorkingCalendar } from '#shared/domain/mainland-working-calendar.ts'
import { defaultRuleTable } from '#shared/domain/rule-table.ts'
import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { unjudged } from '#replica/churn.ts'
import { create, patch, type Replica } from '#replica/replica.ts'
import {
  branchScope,
  id,
  morning,
  openWith,
  page,
  portfolio,
  pulledCustomer,
  pulledNote,
} from './replica-device.ts'

const [kept, away, noteId] = [id(1), id(2), id(21)]
const today = civilDateInShanghai(morning)
const moment = churnMoment(defaultRuleTable(mainlandWorkingCalendar), today)

async function branch({ at, text } = { at: morning, text: '问怎么销户' }) {
  const note = pulledNote(21, 21, { customerIds: [away], at, text })
  const { replica } = await openWith(
    page(branchScope, 2, [pulledCustomer(1, 1, {}), pulledCustomer(2, 2, {})]),
    page(portfolio, 1, [note]),
  )
  return replica
}

function suggested(replica: Replica, customerId: string) {
  const card = replica.get('customer', customerId)
  if (card === undefined) throw new Error('The card is not there.')
  const notes = replica.by('interaction.customer', customerId)
  const records = { card, notes, snapshots: [], dates: [], complaints: [], events: [] }
  return unjudged(records, replica.by('churn-signal.customer', customerId), moment, replica)
}

async function merge(replica: Replica) {
  await replica.commit([
    patch('customer', away, replica.get('customer', away)?.data ?? {}, { mergedInto: kept }),
  ])
}

test('[R43][ME8] what was judged a false alarm about the card that was merged away does not come back', async () => {
  const replica = await branch()
  const [suggestion] = suggested(replica, away)
  expect(suggestion?.id).toBe(churnSignalId(away, 'closing', noteId))
  await replica.commit([
    create('churn-signal', suggestion?.id ?? '', {
      customerId: away,
      kind: 'closing',
      severity: 'high',
      evidence: '问怎么销户',
      noticedOn: today,
      state: 'dismissed',
      note: '替同学问的',
    }),
  ])
  await merge(replica)
  expect(suggested(replica, kept)).toEqual([])
})

test('[R43][ME8] a device that knows of the merge and one that does not make one signal of one note', async () => {
  const replica = await branch()
  const [before] = suggested(replica, away)
  await merge(replica)
  const [after] = suggested(replica, kept)
  expect(after).toMatchObject({ id: before?.id, customerId: away })
})

test('[R43][ME8] nor two of a customer who was last heard of long ago, by a note on the card that was merged away', async () => {
  const year = 365 * 24 * 60 * 60_000
  const replica = await branch({ at: morning - year, text: '来还了一次款' })
  const [before] = suggested(replica, away)
  expect(before).toMatchObject({ customerId: away, reason: { kind: 'inactive' } })
  await merge(replica)
  expect(suggested(replica, kept)).toMatchObject([{ id: before?.id, customerId: away }])
})
