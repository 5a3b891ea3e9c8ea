import { addDays, type CivilDate } from '#shared/domain/civil-date.ts'
import { randomInteger, randomItem } from '#shared/domain/seeded-random.ts'
import type { Task } from '#shared/domain/task.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { newRecord } from '#server/set-up-branch.ts'
import {
  chance,
  type Generated,
  type GeneratedCustomer,
  type Generation,
  instantInShanghai,
  workingInstantBefore,
} from './generation.ts'

const subjects: readonly (readonly [Task['kind'], Task['origin'], string])[] = [
  ['call', 'promise', '给{称呼}回电话，答复存单利率'],
  ['call', 'manual', '问{称呼}到期资金怎么安排'],
  ['call', 'maturity', '{称呼}的定期快到期，提前联系'],
  ['message', 'manual', '把新的利率表发给{称呼}'],
  ['message', 'date', '给{称呼}准备生日祝福'],
  ['visit', 'manual', '上门给{称呼}送材料清单'],
  ['visit', 'promise', '约{称呼}来网点做风险评估'],
  ['material', 'manual', '替{称呼}准备贷款资料'],
  ['material', 'promise', '给{称呼}打印半年流水'],
  ['review', 'cadence', '和{称呼}做一次资产回顾'],
  ['call', 'cadence', '很久没联系{称呼}，问候一声'],
  ['other', 'manual', '提醒{称呼}更新证件'],
]

const results = [
  '已联系，约好下周见面。',
  '已发送，对方收到。',
  '办好了。',
  '没接电话，改天再打。',
  '当面说清楚了。',
]
const notes = [
  '先看上次的记录。',
  '对方只有上午方便。',
  '带上风险评估问卷。',
  '和网点负责人说一声。',
]

/**
 * The `turn`-th task of one owner: three overdue, five today, a dozen this week; of the rest one third
 * is still to come and two thirds are done.
 */
export function generateTask(
  generation: Generation,
  customer: GeneratedCustomer,
  turn: number,
): Generated {
  const { random, newId } = generation
  const [kind, origin, title] = randomItem(random, subjects)
  const { dueOn, done } = dueOf(generation, turn)
  const createdAt = Math.min(
    workingInstantBefore(generation, 20),
    instantInShanghai(addDays(dueOn, -1), 10 * 60),
  )
  const task: Task = {
    title: title.replaceAll('{称呼}', customer.salutation),
    kind,
    customerId: customer.id,
    assigneeId: customer.ownerId,
    dueOn,
    priority: chance(random, 0.15) ? 'high' : 'normal',
    status: 'todo',
    completions: {},
    origin,
  }
  if (chance(random, 0.45)) task.dueTime = timeOfDay(generation)
  if (chance(random, 0.25)) task.note = randomItem(random, notes)
  if (done) {
    const at = instantInShanghai(dueOn, randomInteger(random, 9 * 60, 17 * 60))
    const completion = { at, by: customer.ownerId, result: randomItem(random, results) }
    task.completions = { [newId(at)]: completion }
  }
  return {
    record: newRecord('task', newId(createdAt), task, { at: createdAt, staffId: customer.ownerId }),
    scope: portfolioScope(customer.ownerId),
  }
}

function dueOf({ random, today }: Generation, turn: number): { dueOn: CivilDate; done: boolean } {
  if (turn < 3) return { dueOn: addDays(today, -randomInteger(random, 1, 6)), done: false }
  if (turn < 8) return { dueOn: today, done: false }
  if (turn < 20) return { dueOn: addDays(today, randomInteger(random, 1, 6)), done: false }
  if (turn % 3 === 0) return { dueOn: addDays(today, randomInteger(random, 7, 60)), done: false }
  return { dueOn: addDays(today, -randomInteger(random, 1, 300)), done: true }
}

function timeOfDay({ random }: Generation): string {
  const hour = randomInteger(random, 9, 16)
  return `${String(hour).padStart(2, '0')}:${chance(random, 0.5) ? '00' : '30'}`
}
