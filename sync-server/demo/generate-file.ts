import { addDays, civilDateInShanghai, type CivilDate } from '#shared/domain/civil-date.ts'
import { type Feedback, feedbackChannels } from '#shared/domain/feedback.ts'
import { liabilityBands, type FinanceSnapshot } from '#shared/domain/finance-snapshot.ts'
import { declineReasons, type LifeEvent } from '#shared/domain/life-event.ts'
import { needTypes, type Need } from '#shared/domain/need.ts'
import { assetBands, horizons, incomeBands } from '#shared/domain/profile.ts'
import { provenanceSources } from '#shared/domain/provenance.ts'
import type { Relation, RelationKind } from '#shared/domain/relation.ts'
import {
  randomInteger,
  randomItem,
  type Random,
  seededRandom,
} from '#shared/domain/seeded-random.ts'
import { reviewTaskId, servicePlanId, type ServicePlan } from '#shared/domain/service-plan.ts'
import type { Task } from '#shared/domain/task.ts'
import type { RecordType } from '#shared/protocol/record.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { newRecord } from '#server/set-up-branch.ts'
import { chineseName } from './chinese-names.ts'
import {
  feedbackTexts,
  lifeEvents,
  needNotes,
  nextSteps,
  planGoals,
  relationNotes,
} from './file-texts.ts'
import {
  chance,
  type Generated,
  type GeneratedCustomer,
  type Generation,
  instantInShanghai,
  seededIds,
} from './generation.ts'

/**
 * What the file of a customer holds beyond the profile: needs, what is known of the finances, relations, a plan, life events, feedback. `others`: customers
 * of the same owner. The first customers of each manager have all of it, so that a newcomer sees it; of the others some have some.
 */
export function generateFile(
  { today, managers }: Pick<Generation, 'today' | 'managers'>,
  customer: GeneratedCustomer,
  { index, others }: { index: number; others: readonly GeneratedCustomer[] },
): Generated[] {
  // A chance of their own: what was generated before stays as it was.
  const random = seededRandom(`file ${customer.id}`)
  const ids = seededIds(random)
  const isFirst = index < managers.length * 3
  const has = (share: number) => isFirst || chance(random, share)
  const make = (type: RecordType, on: CivilDate, data: object, id?: string): Generated => {
    const at = instantInShanghai(on, randomInteger(random, 9 * 60, 17 * 60))
    return {
      record: newRecord(type, id ?? ids(at), data, { at, staffId: customer.ownerId }),
      scope: portfolioScope(customer.ownerId),
    }
  }
  const since = (days: number) => dayBefore(random, today, customer, days)
  const made: Generated[] = []
  for (let each = 0; each < (has(0.35) ? randomInteger(random, 1, 2) : 0); each += 1) {
    const saidOn = since(300)
    made.push(make('need', saidOn, needOf(random, customer.id, saidOn)))
  }
  for (let each = 0; each < (has(0.25) ? randomInteger(random, 1, 2) : 0); each += 1) {
    const takenOn = since(each === 0 ? 200 : 700)
    made.push(make('finance-snapshot', takenOn, snapshotOf(random, customer.id, takenOn)))
  }
  if (has(0.25)) made.push(make('relation', since(400), relationOf(random, customer, others)))
  if (has(0.15)) {
    const madeOn = since(60)
    const reviewOn = addDays(today, randomInteger(random, 7, 90))
    const plan: ServicePlan = {
      customerId: customer.id,
      goals: randomItem(random, planGoals),
      nextSteps: randomItem(random, nextSteps),
      reviewOn,
    }
    made.push(
      make('service-plan', madeOn, plan, servicePlanId(customer.id)),
      make('task', madeOn, reviewOf(customer, reviewOn), reviewTaskId(customer.id, reviewOn)),
    )
  }
  const event = lifeEventOf(customer, today, isFirst)
  if (event !== null) made.push(make('life-event', event.on, event))
  const said = feedbackOf(customer, today, isFirst)
  if (said !== null) made.push(make('feedback', said.receivedOn, said))
  return made
}

/** A change in the life of the customer; with chances of its own, so that what was generated before stays as it was. */
function lifeEventOf(
  customer: GeneratedCustomer,
  today: CivilDate,
  isFirst: boolean,
): LifeEvent | null {
  const random = seededRandom(`life ${customer.id}`)
  if (!isFirst && !chance(random, 0.12)) return null
  const [kind, note] = randomItem(random, lifeEvents)
  const state = chance(random, 0.6) ? 'open' : 'declined'
  return {
    customerId: customer.id,
    kind,
    on: dayBefore(random, today, customer, isFirst ? 20 : 200),
    note,
    ...(state === 'open' ? { state } : { state, reason: randomItem(random, declineReasons) }),
  }
}

/** What the customer said of the bank; with chances of its own as well. */
function feedbackOf(
  customer: GeneratedCustomer,
  today: CivilDate,
  isFirst: boolean,
): Feedback | null {
  const random = seededRandom(`feedback ${customer.id}`)
  if (!chance(random, isFirst ? 0.6 : 0.06)) return null
  const { category, text, done, answer } = randomItem(random, feedbackTexts)
  const receivedOn = dayBefore(random, today, customer, 170)
  const said: Feedback = {
    customerId: customer.id,
    receivedBy: customer.ownerId,
    receivedOn,
    channel: randomItem(random, feedbackChannels),
    category,
    text,
    state: 'open',
  }
  if (chance(random, 0.4)) return said
  if (chance(random, 0.4)) return { ...said, state: 'handled', done }
  const answeredOn = addDays(receivedOn, randomInteger(random, 0, 5))
  return {
    ...said,
    state: 'answered',
    done,
    answer,
    answeredOn: answeredOn < today ? answeredOn : today,
  }
}

/** A day within the last `days`, not before the customer came and not later than yesterday. */
function dayBefore(
  random: Random,
  today: CivilDate,
  { createdAt }: GeneratedCustomer,
  days: number,
): CivilDate {
  const first = civilDateInShanghai(createdAt)
  const drawn = addDays(today, -randomInteger(random, 1, days))
  return drawn > first ? drawn : first
}

function needOf(random: Random, customerId: string, saidOn: CivilDate): Need {
  return {
    customerId,
    type: randomItem(random, needTypes),
    amountBand: randomItem(random, assetBands),
    horizon: randomItem(random, horizons),
    status: chance(random, 0.7) ? 'open' : chance(random, 0.7) ? 'served' : 'lapsed',
    saidOn,
    ...(chance(random, 0.5) ? { note: randomItem(random, needNotes) } : {}),
  }
}

function snapshotOf(random: Random, customerId: string, takenOn: CivilDate): FinanceSnapshot {
  return {
    customerId,
    takenOn,
    income: randomItem(random, incomeBands),
    ...(chance(random, 0.6) ? { expense: randomItem(random, incomeBands) } : {}),
    assets: randomItem(random, assetBands),
    ...(chance(random, 0.6) ? { liabilities: randomItem(random, liabilityBands) } : {}),
    source: randomItem(random, provenanceSources),
  }
}

function relationOf(
  random: Random,
  customer: GeneratedCustomer,
  others: readonly GeneratedCustomer[],
): Relation {
  const known = others.filter(({ id }) => id !== customer.id)
  const other =
    known.length > 0 && chance(random, 0.7)
      ? { customerId: randomItem(random, known).id }
      : { name: chineseName(random).name }
  // Two customers drawn by chance are hardly family.
  const kinds: readonly RelationKind[] =
    'customerId' in other ? ['referrer', 'colleague', 'business'] : ['spouse', 'child', 'sibling']
  return {
    customerId: customer.id,
    other,
    kind: randomItem(random, kinds),
    ...(chance(random, 0.4) ? { note: randomItem(random, relationNotes) } : {}),
  }
}

/** As a plan that is saved makes it. */
function reviewOf(customer: GeneratedCustomer, dueOn: CivilDate): Task {
  return {
    title: '回顾服务计划',
    kind: 'review',
    customerId: customer.id,
    assigneeId: customer.ownerId,
    dueOn,
    priority: 'normal',
    status: 'todo',
    completions: {},
    origin: 'manual',
  }
}
