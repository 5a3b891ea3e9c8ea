import type { RecordType } from '#shared/protocol/record.ts'
import { fieldValues, fieldWith, lookedAt, recordData } from './record-data.ts'
import { pickOf, type World, type WorldPerson, type WorldRecord } from './world.ts'
import type { PlannedAttempt } from './world-plan.ts'

/** An operation and who sends it. */
export interface Attempt {
  by: WorldPerson
  target: WorldRecord
  operation: Record<string, unknown> & { n: number }
  depth: PlannedAttempt['depth']
  isKept: boolean
}

/** The kinds that only one type has, and which type that is. */
const only: Partial<Record<string, RecordType>> = {
  append: 'complaint',
  complete: 'task',
  reopen: 'task',
  accept: 'handover',
  return: 'handover',
}

/** What a plan comes to with what is there now; undefined when nobody is there to do it. */
export function planAttempt(
  world: World,
  plan: PlannedAttempt,
  people: readonly WorldPerson[],
): Attempt | undefined {
  const { kind, variant } = plan
  // Every kind is tried on every type, and most often on the one that it is for.
  const type = variant % 3 === 0 ? plan.type : (only[kind] ?? plan.type)
  const target = targetOf(world, plan, type)
  const able = authorsOf(plan, target, people)
  if (able.length === 0) return undefined
  const by = pickOf(able, plan.who)
  const colleague = pickOf(
    world.people.filter(({ branch }) => branch === by.branch),
    plan.other,
  )
  const author = plan.isForged ? colleague.id : by.id
  const operation = {
    n: by.nextN,
    id: world.newId(),
    recordType: type,
    recordId: target.id,
    at: 1,
    schemaVersion: 1,
    author,
    kind,
    args: argsOf(world, plan, { type, target, by, author, colleague: colleague.id }),
  }
  // What moves most is done more often.
  const isKept = plan.isKept || (kind === 'accept' && variant % 4 === 1)
  // What follows from a look is decided after the rights.
  const depth = kind === 'look' ? 'undone' : plan.depth
  return { by, target, operation, depth, isKept }
}

function authorsOf(
  { by }: PlannedAttempt,
  target: WorldRecord,
  people: readonly WorldPerson[],
): readonly WorldPerson[] {
  const makers = people.filter(({ id }) => by === 'maker' && id === target.maker)
  if (makers.length > 0) return makers
  const near = people.filter(({ branch }) => branch === target.branch)
  return by === 'anybody' || near.length === 0 ? people : near
}

/** A record that is or was there, mostly; for a create mostly one that is not. */
function targetOf(
  world: World,
  { kind, target, variant }: PlannedAttempt,
  type: RecordType,
): WorldRecord {
  const known = world.records[type]
  const isNew = kind === 'create' ? variant % 4 !== 0 : variant % 12 === 0
  const card = pickOf(world.records.customer, target)
  if (isNew && type === 'profile' && kind === 'create') return { ...card, type }
  if (!isNew && known.length > 0) return pickOf(known, target)
  return { ...card, type, id: world.newId() }
}

interface Parts {
  type: RecordType
  target: WorldRecord
  by: WorldPerson
  author: string
  colleague: string
}

function argsOf(world: World, plan: PlannedAttempt, parts: Parts): Record<string, unknown> {
  const { type, author, colleague } = parts
  const { variant } = plan
  switch (plan.kind) {
    case 'create':
      return { data: dataOf(world, plan, parts) }
    case 'patch': {
      const values = Object.entries(pickOf(fieldValues[type], variant))
      const card = pickOf(world.records.customer, plan.other).id
      const someone = (field: string) => (field === 'mergedInto' ? card : colleague)
      const changes = values.map(([field, to]) => [field, { from: null, to: to ?? someone(field) }])
      return { changes: Object.fromEntries(changes) }
    }
    case 'edit-text':
      return { field: fieldWith(type, 'text'), from: '', to: '新的一句话。' }
    case 'add':
    case 'remove':
      return { field: fieldWith(type, 'set'), items: type === 'customer' ? ['茶'] : [] }
    case 'append':
      return { event: eventOf(world.newId(), variant % 11 === 0 ? colleague : author, variant) }
    case 'complete':
    case 'reopen':
      return { completionId: world.newId() }
    case 'return':
      return { reason: '不合适。' }
    case 'look':
      return { field: lookedAt(type) }
    case 'accept':
    case 'archive':
    case 'restore':
      return {}
  }
}

function dataOf(
  world: World,
  { target: pick, other, variant }: PlannedAttempt,
  { type, target, author, colleague }: Parts,
): Record<string, unknown> {
  // Its own branch, or what somebody claims of the other one; a customer that is not known to anybody, too.
  const known = world.records.customer.filter(({ branch }) => branch === target.branch)
  const card = type === 'profile' ? target.id : pickOf(world.records.customer, pick).id
  const customers = [variant % 13 === 5 ? world.newId() : card, ...known.map(({ id }) => id)]
  const person = other % 3 === 0 ? colleague : author
  const { branch } = target
  const newId = world.newId
  return recordData[type]({
    branch,
    customers,
    person,
    other: colleague,
    maker: author,
    newId,
    variant,
  })
}

function eventOf(id: string, by: string, variant: number): Record<string, unknown> {
  const event = { id, by, occurredAt: 5 }
  const closing = { reply: '已处理。', noticeHow: 'phone', remediesTold: true }
  return pickOf(
    [
      { ...event, kind: 'note', text: '补充。' },
      { ...event, kind: 'progress', text: '已联系。' },
      { ...event, kind: 'accepted' },
      { ...event, kind: 'closed', ...closing },
      { ...event, kind: 'withdrawn' },
    ],
    variant,
  )
}
