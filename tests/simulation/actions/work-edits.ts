import { withImportantDateDefaults } from '#shared/domain/important-date.ts'
import { randomInteger, randomItem } from '#shared/domain/seeded-random.ts'
import { create, patch } from '#replica/replica.ts'
import { chosen, rewritten, type Edit } from './desk.ts'

/** Tasks, notes and dates. */
export const workEdits: Record<string, Edit> = {
  'new task': (desk) => {
    const { person, mark, newId, random } = desk
    const customer = chosen(desk, 'customer')
    const isOfCustomer = customer !== undefined && person.role !== 'lobby' && random() < 0.7
    const data = {
      title: `任务${mark()}`,
      kind: 'call' as const,
      ...(isOfCustomer ? { customerId: customer.id } : {}),
      assigneeId: person.id,
      dueOn: '2026-11-20',
      priority: 'normal' as const,
      status: 'todo' as const,
      completions: {},
      origin: 'manual' as const,
    }
    return [create('task', newId(), data)]
  },
  'task title': (desk) => {
    const task = chosen(desk, 'task')
    return task === undefined
      ? null
      : [patch('task', task.id, task.data, { title: `改${desk.mark()}` })]
  },
  'task day': (desk) => {
    const task = chosen(desk, 'task')
    if (task === undefined) return null
    const day = randomInteger(desk.random, 10, 28)
    return [patch('task', task.id, task.data, { dueOn: `2026-11-${day}`, priority: 'high' })]
  },
  'task note': (desk) => {
    const task = chosen(desk, 'task')
    if (task === undefined) return null
    const from = task.data.note ?? ''
    const args = { field: 'note', from, to: rewritten(desk, from) }
    return [{ recordType: 'task', recordId: task.id, kind: 'edit-text', args }]
  },
  'complete task': (desk) => {
    const task = chosen(desk, 'task')
    if (task === undefined) return null
    const args = { completionId: desk.newId(), result: desk.mark() }
    return [{ recordType: 'task', recordId: task.id, kind: 'complete', args }]
  },
  'reopen task': (desk) => {
    const task = chosen(desk, 'task')
    const [completionId] = Object.keys(task?.data.completions ?? {})
    if (task === undefined || completionId === undefined) return null
    return [{ recordType: 'task', recordId: task.id, kind: 'reopen', args: { completionId } }]
  },
  'archive task': (desk) => {
    const task = chosen(desk, 'task')
    if (task === undefined) return null
    const target = { recordType: 'task' as const, recordId: task.id }
    desk.archived.push(target)
    return [{ ...target, kind: 'archive', args: {} }]
  },
  restore: (desk) => {
    if (desk.archived.length === 0) return null
    const target = randomItem(desk.random, desk.archived)
    const isHere = desk.replica.get(target.recordType, target.recordId) !== undefined
    return isHere ? [{ ...target, kind: 'restore', args: {} }] : null
  },
  'new note': (desk) => {
    const customer = chosen(desk, 'customer')
    if (customer === undefined) return null
    const data = {
      customerIds: [customer.id],
      authorId: desk.person.id,
      at: Math.max(0, desk.now),
      channel: 'phone' as const,
      direction: 'out' as const,
      purpose: ['service' as const],
      text: `谈了${desk.mark()}。`,
    }
    return [create('interaction', desk.newId(), data)]
  },
  note: (desk) => {
    const note = chosen(desk, 'interaction')
    if (note === undefined) return null
    const args = { field: 'text', from: note.data.text, to: rewritten(desk, note.data.text) }
    return [{ recordType: 'interaction', recordId: note.id, kind: 'edit-text', args }]
  },
  'note purpose': (desk) => {
    const note = chosen(desk, 'interaction')
    if (note === undefined) return null
    const items = [randomItem(desk.random, ['market', 'followup', 'retention'])]
    const kind = desk.random() < 0.6 ? ('add' as const) : ('remove' as const)
    return [
      { recordType: 'interaction', recordId: note.id, kind, args: { field: 'purpose', items } },
    ]
  },
  'new date': (desk) => {
    const customer = chosen(desk, 'customer')
    if (customer === undefined) return null
    const date = withImportantDateDefaults({
      customerId: customer.id,
      kind: 'birthday',
      calendar: 'lunar',
      month: randomInteger(desk.random, 1, 12),
      day: randomInteger(desk.random, 1, 29),
      note: `日子${desk.mark()}。`,
    })
    return [create('important-date', desk.newId(), date)]
  },
  'date of birth': (desk) => {
    const date = chosen(desk, 'important-date')
    if (date === undefined) return null
    const to = { day: randomInteger(desk.random, 1, 29), label: desk.mark() }
    return [patch('important-date', date.id, date.data, to)]
  },
}
