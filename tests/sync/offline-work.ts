import { v7 } from 'uuid'
import { withImportantDateDefaults } from '#shared/domain/important-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { create, patch, type ChangeRequest } from '#replica/replica.ts'
import { addCustomer, taskData, type BranchDevice } from './branch-device.ts'

/** What a manager typed without a network. */
export interface OfflineWork {
  /** Every text, each of them once in the world. */
  texts: string[]
  /** Ids of the operations that concern the business with customers of the former portfolio. */
  concerning: string[]
  /** A customer made meanwhile, who is nobody else's. */
  ownCustomer: string
}

/** Ten customers of a device's own, in an order that stays. */
export function someCustomers({ replica, session }: BranchDevice): RecordOf<'customer'>[] {
  return replica
    .all('customer')
    .filter(({ data }) => data.ownerId === session.staffId)
    .toSorted((one, other) => one.id.localeCompare(other.id))
    .slice(0, 10)
}

/** Does everything that a manager may do for customers of his own; `word` makes its texts different from all others. */
export async function workOnCustomers(
  device: BranchDevice,
  customers: readonly RecordOf<'customer'>[],
  word: string,
): Promise<OfflineWork> {
  const { replica, session } = device
  const text = (what: string): string => `${word}：${what}`
  const [noted, profiled, carded, tasked, dated, greeted] = customers
  const task = replica
    .all('task')
    .find(({ data }) => data.customerId !== undefined && data.status === 'todo')
  const note = replica.all('interaction')[0]
  const profile = replica.get('profile', profiled?.id ?? '')
  if (!noted || !carded || !tasked || !dated || !greeted || !task || !note || !profile) {
    throw new Error('The portfolio has customers, tasks and notes.')
  }
  const business: ChangeRequest[] = [
    create('interaction', v7(), {
      customerIds: [noted.id],
      authorId: session.staffId,
      at: Date.now(),
      channel: 'phone',
      direction: 'out',
      purpose: ['followup'],
      text: text('客户要提前还款'),
    }),
    {
      kind: 'edit-text',
      recordType: 'interaction',
      recordId: note.id,
      args: {
        field: 'text',
        from: note.data.text,
        to: `${note.data.text}\n${text('补充一句')}`,
      },
    },
    patch('profile', profile.id, profile.data, { occupation: text('退休教师') }),
    patch('profile', profile.id, profile.data, { goals: text('给孙子存学费') }),
    patch('customer', carded.id, carded.data, {
      stage: carded.data.stage === 'mature' ? 'growing' : 'mature',
    }),
    create(
      'task',
      v7(),
      taskData(session, { customerId: tasked.id, title: text('把利率表送过去') }),
    ),
    {
      kind: 'complete',
      recordType: 'task',
      recordId: task.id,
      args: { completionId: v7(), result: text('当面说清楚了') },
    },
    create(
      'important-date',
      v7(),
      withImportantDateDefaults({
        customerId: dated.id,
        kind: 'custom',
        calendar: 'solar',
        month: 5,
        day: 20,
        label: text('开店的日子'),
      }),
    ),
  ]
  const concerning: string[] = []
  // Each is saved for itself, as from a form.
  for (const request of business) {
    concerning.push(...(await replica.commit([request])).map(({ id }) => id))
  }
  await replica.commit([
    patch('customer', greeted.id, greeted.data, { salutation: text('老街坊') }),
  ])
  return {
    texts: [
      '客户要提前还款',
      '补充一句',
      '退休教师',
      '给孙子存学费',
      '把利率表送过去',
      '当面说清楚了',
      '开店的日子',
      '老街坊',
    ].map(text),
    concerning,
    ownCustomer: await addCustomer(device, { name: `${word}新客户`, pinnedNote: text('路上认识') }),
  }
}
