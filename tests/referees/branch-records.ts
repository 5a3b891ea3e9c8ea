import { randomUUID } from 'node:crypto'
import type { Doc } from './state-difference.ts'

/** Who signed in, as the wire tells it. */
interface Person {
  staffId: string
  branchId: string
}

type NewDocument = Omit<Doc, 'deleted'>

/** A document as an application of RxDB would insert it. */
function record(data: Doc['data'], id: string = randomUUID()): NewDocument {
  return { id, scope: '', seq: 0, data }
}

export function customer({ staffId, branchId }: Person, change: object = {}): NewDocument {
  return record({
    branchId,
    ownerId: staffId,
    coOwnerIds: [],
    name: '欧阳静',
    aliases: [],
    searchKeys: { full: '', alternatives: [] },
    tier: 'mass',
    tierBasis: [],
    stage: 'new',
    likes: [],
    taboos: [],
    specialCare: [],
    doNotContact: 'none',
    ...change,
  })
}

export function task({ staffId }: Person, change: object = {}): NewDocument {
  return record({
    title: '给客户回电话',
    kind: 'call',
    assigneeId: staffId,
    dueOn: '2026-11-30',
    priority: 'normal',
    status: 'todo',
    completions: {},
    origin: 'manual',
    ...change,
  })
}

export function note({ staffId }: Person, customerId: string, text: string): NewDocument {
  return record({
    customerIds: [customerId],
    authorId: staffId,
    at: Date.now(),
    channel: 'phone',
    direction: 'out',
    purpose: [],
    text,
  })
}
