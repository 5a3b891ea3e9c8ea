import { expect, test } from 'vitest'
import { Handover, handoverState } from '#shared/domain/handover.ts'
import { type Directory, grantsOf, mayWrite } from '#shared/domain/grants.ts'
import type { Role } from '#shared/domain/role.ts'
import type { Change } from '#shared/protocol/operation.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { branchScope } from '#shared/protocol/scope.ts'
import { anna, apply, ben, branchId, cora, id, operation, recordWith } from './operation-samples.ts'

/** Anna hands customers to Ben; Cora leads the branch. */
const roles: Record<string, Role> = {
  [anna]: 'rm',
  [ben]: 'rm',
  [cora]: 'lead',
  [id(14)]: 'lobby',
}
const directory: Directory = {
  staffOfBranch: () =>
    Object.entries(roles).map(([staffId, role]) => ({ staffId, role, active: true })),
}
const proposal: Handover = { branchId, fromId: anna, toId: ben, reason: 'transfer' }
const accept: Change = { kind: 'accept', args: {} }
const giveBack: Change = { kind: 'return', args: { reason: '本月客户已满' } }

function proposed(): RecordBody {
  return recordWith('handover', { ...proposal })
}

function may(author: string, change: Change, record?: RecordBody): boolean {
  const grants = grantsOf({ staffId: author, role: roles[author] ?? 'admin', branchId }, directory)
  const draft = operation('handover', change, { author })
  return mayWrite(grants, draft, record, { scope: branchScope(branchId) }).ok
}

function propose(data: Partial<Handover>): Change {
  return { kind: 'create', args: { data: { ...proposal, ...data } } }
}

test('[SR2] a hand-over is proposed, accepted once, and says who accepted it when', () => {
  const made = apply(undefined, operation('handover', propose({})))
  expect(made.outcome).toBe('applied')
  expect(handoverState(Handover.parse(made.record?.data))).toBe('proposed')
  const draft = operation('handover', accept, { author: ben, seconds: 20 })
  const { outcome, record } = apply(made.record, draft)
  expect(outcome).toBe('applied')
  expect(record?.data).toMatchObject({ state: 'accepted', decidedBy: ben, decidedAt: draft.at })
  expect(apply(record, draft).outcome).toBe('noop')
})

test('[SR2] what was decided stays decided: the other decision after it is refused with a reason', () => {
  const accepted = apply(proposed(), operation('handover', accept, { author: ben })).record
  const late = apply(accepted, operation('handover', giveBack, { author: cora, seconds: 30 }))
  expect(late).toMatchObject({ outcome: 'rejected', reason: 'transition-not-legal' })
  expect(late.record).toBeUndefined()
  const returned = apply(proposed(), operation('handover', giveBack, { author: ben })).record
  expect(returned?.data).toMatchObject({ state: 'returned', returnReason: '本月客户已满' })
  expect(apply(returned, operation('handover', accept, { author: ben })).outcome).toBe('rejected')
})

test('[SR2] [I5] the reason of a second return is kept beside the first, once', () => {
  const first = apply(proposed(), operation('handover', giveBack, { author: ben })).record
  const other: Change = { kind: 'return', args: { reason: '他更熟悉这几位' } }
  const draft = operation('handover', other, { author: cora, seconds: 30 })
  const { outcome, record } = apply(first, draft)
  expect(outcome).toBe('merged')
  expect(record?.data).toMatchObject({ decidedBy: ben, returnReason: '本月客户已满' })
  expect(record?.history).toContainEqual({
    field: 'returnReason',
    value: '他更熟悉这几位',
    at: draft.at,
    by: cora,
    why: 'lost',
  })
  expect(apply(record, draft).outcome).toBe('noop')
})

test('[SR2] a proposal that was taken back cannot be accepted any more', () => {
  const withdrawn = apply(proposed(), operation('handover', { kind: 'archive', args: {} })).record
  const late = apply(withdrawn, operation('handover', accept, { author: ben, seconds: 30 }))
  expect(late).toMatchObject({ outcome: 'rejected', reason: 'transition-not-legal' })
})

test('[SR2] nobody makes a hand-over that is accepted from the start, or edits who takes the customers', () => {
  const forged = apply(undefined, operation('handover', propose({ state: 'accepted' })))
  expect(forged).toMatchObject({ outcome: 'rejected', reason: 'server-owned-field' })
  const change = { kind: 'patch', args: { changes: { toId: { from: ben, to: cora } } } } as const
  expect(apply(proposed(), operation('handover', change)).outcome).toBe('rejected')
})

test('[SR2] the commands of a hand-over change no other record', () => {
  const card = recordWith('task', { title: '回电', assigneeId: anna })
  expect(apply(card, operation('task', accept)).outcome).toBe('rejected')
})

test('[SC5] a manager proposes own customers, a lead any; the receiver or a lead accepts', () => {
  expect(may(anna, propose({}))).toBe(true)
  expect(may(ben, propose({}))).toBe(false)
  expect(may(cora, propose({}))).toBe(true)
  expect(may(id(14), propose({ fromId: id(14) }))).toBe(false)
  expect(may(anna, propose({ toId: anna }))).toBe(false)
  expect(may(anna, propose({ toId: id(14) }))).toBe(false)
  expect(may(anna, propose({ toId: id(99) }))).toBe(false)
  const record = { ...proposed(), createdBy: anna }
  expect([anna, ben, cora, id(14)].map((author) => may(author, accept, record))).toEqual([
    false,
    true,
    true,
    false,
  ])
  expect([anna, ben, cora, id(14)].map((author) => may(author, giveBack, record))).toEqual([
    true,
    true,
    true,
    false,
  ])
})
