import { expect, test } from 'vitest'
import type { ChurnSignal } from '#shared/domain/churn-signal.ts'
import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { type LifeEvent, lifeEventTaskId } from '#shared/domain/life-event.ts'
import { mainlandWorkingCalendar } from '#shared/domain/mainland-working-calendar.ts'
import { defaultRuleTable } from '#shared/domain/rule-table.ts'
import { proposalsOf } from '#replica/changes.ts'
import { patch, type Replica } from '#replica/replica.ts'
import { saveChange, undecided } from '#features/customer-file/save-change.ts'
import { writtenAbout } from '#features/customer-file/written-about.ts'
import {
  branchScope,
  id,
  morning,
  openWith,
  page,
  portfolio,
  pulledCustomer,
} from '#tests/replica/replica-device.ts'
import { record } from '#tests/vault/pulled.ts'

const [kept, away, eventId] = [id(1), id(2), id(21)]
const today = civilDateInShanghai(morning)
const moment = { rules: defaultRuleTable(mainlandWorkingCalendar), today }
const event: LifeEvent = { customerId: away, kind: 'job_change', on: today, state: 'open' }

const signal: ChurnSignal = {
  customerId: away,
  kind: 'outflow',
  evidence: '说要把钱转走',
  severity: 'medium',
  noticedOn: today,
  state: 'open',
}

async function mergedBranch(): Promise<Replica> {
  const { replica } = await openWith(
    page(branchScope, 2, [pulledCustomer(1, 1, {}), pulledCustomer(2, 2, {})]),
    page(portfolio, 2, [
      record('life-event', 21, 21, event),
      record('churn-signal', 22, 22, signal),
    ]),
  )
  await merge(replica, kept)
  return replica
}

function merge(replica: Replica, into: string | undefined) {
  const before = replica.get('customer', away)?.data ?? {}
  return replica.commit([patch('customer', away, before, { mergedInto: into })])
}

function cardOf(replica: Replica, customerId: string) {
  const card = replica.get('customer', customerId)
  if (card === undefined) throw new Error('The card is not there.')
  return card
}

function proposed(replica: Replica, customerId: string) {
  const events = replica.by('life-event.customer', customerId)
  const card = cardOf(replica, customerId)
  return proposalsOf({ card, events, dates: [], consents: [] }, moment, replica)
}

test('[R27][ME8] the task of a change that was written about a card which was merged away is made about that card', async () => {
  const replica = await mergedBranch()
  const [proposal] = proposed(replica, kept)
  if (proposal === undefined) throw new Error('Nothing is proposed.')
  const { open, isWritten } = undecided(replica, proposal)
  expect([isWritten, open.customerId]).toEqual([true, away])
  const task = { title: '问候新工作', kind: 'call', dueOn: proposal.dueOn } as const
  const to = { ...open, state: 'planned' } as const
  const card = cardOf(replica, kept)
  await replica.commit(saveChange(replica, { eventId, from: open, to, card, task }))
  const taskId = lifeEventTaskId(eventId)
  expect(replica.customersNamed('task', taskId)).toEqual([away])
  expect(replica.by('task.customer', kept).map((each) => each.id)).toEqual([taskId])
  expect(replica.get('life-event', eventId)?.data.state).toBe('planned')
  await merge(replica, undefined)
  expect(replica.by('task.customer', kept)).toEqual([])
  expect(replica.by('task.customer', away).map((each) => each.id)).toEqual([taskId])
})

test('[R27][R43][ME8] the sheet of a change or a signal is about the card that it was written about', async () => {
  const replica = await mergedBranch()
  const records = [
    ...replica.by('life-event.customer', kept),
    ...replica.by('churn-signal.customer', kept),
  ]
  expect(records.map(({ type, data }) => [type, data.customerId])).toEqual([
    ['life-event', kept],
    ['churn-signal', kept],
  ])
  expect(records.map((written) => writtenAbout(replica, written))).toEqual([away, away])
})
