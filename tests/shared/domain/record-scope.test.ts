import { expect, test } from 'vitest'
import { scopeOf } from '#shared/domain/record-scope.ts'
import type { RecordType } from '#shared/protocol/record.ts'
import {
  branchId,
  complaint,
  customer,
  id,
  note,
  profile,
  task,
} from '#tests/shared/protocol/operation-samples.ts'

const owner = id(21)
const lookup = (customerId: string) =>
  customerId === id(60) ? { branchId, ownerId: owner } : undefined

function scope(type: RecordType, data: Record<string, unknown>, recordId = id(50)): unknown {
  const found = scopeOf(type, recordId, data, lookup)
  return found.ok ? found.value : found.error.type
}

test('[SC1] rules and branches are for the organisation, colleagues and cards for the branch', () => {
  expect(scope('rule-table', {})).toBe('org')
  expect(scope('branch', {})).toBe('org')
  expect(scope('staff', { branchId })).toBe(`branch:${branchId}`)
  expect(scope('customer', customer())).toBe(`branch:${branchId}`)
})

test("[SC1] children go to the portfolio of their customer's owner", () => {
  const portfolio = `portfolio:${owner}`
  expect(scope('profile', profile(), id(60))).toBe(portfolio)
  expect(scope('interaction', note('见面。'))).toBe(portfolio)
  expect(scope('important-date', { customerId: id(60) })).toBe(portfolio)
  expect(scope('task', task({ customerId: id(60) }))).toBe(portfolio)
  const kept = [
    'need',
    'finance-snapshot',
    'relation',
    'service-plan',
    'churn-signal',
    'consent',
    'life-event',
  ] as const
  expect(scope('feedback', { customerId: id(60), branchId })).toBe(portfolio)
  expect(scope('preference', { staffId: id(61) })).toBe(`staff:${id(61)}`)
  expect(scope('feedback', { branchId })).toBe(`branch:${branchId}`)
  for (const type of kept) {
    expect(scope(type, { customerId: id(60) })).toBe(portfolio)
  }
})

test('[SC1] a child whose customer is not known has no place', () => {
  expect(scope('profile', profile(), id(61))).toBe('parent-not-found')
  expect(scope('interaction', { customerIds: [] })).toBe('parent-not-found')
  expect(scope('important-date', {})).toBe('parent-not-found')
  expect(scope('task', task({ customerId: id(61) }))).toBe('parent-not-found')
})

test('[SC1] a template lies in the branch, or with the colleague whose own it is', () => {
  expect(scope('template', { branchId })).toBe(`branch:${branchId}`)
  expect(scope('template', { ownerId: owner, branchId })).toBe(`staff:${owner}`)
  expect(scope('template', {})).toBe('parent-not-found')
})

test('[SC1][R21] a task that was given to a colleague belongs to the two, about a customer of their branch', () => {
  const given = { askedBy: id(63), branchId }
  expect(scope('task', task(given))).toBe(`staff:${branchId}`)
  expect(scope('task', task({ ...given, customerId: id(61) }))).toBe('parent-not-found')
})

test('[SC1] a task without a customer belongs to its assignee', () => {
  expect(scope('task', task({ assigneeId: owner }))).toBe(`staff:${owner}`)
})

test('[SC1] a complaint that names a colleague or is flagged is restricted, in doubt too', () => {
  const restricted = `complaints-restricted:${branchId}`
  expect(scope('complaint', complaint())).toBe(`complaints:${branchId}`)
  expect(scope('complaint', complaint({ respondentStaffId: owner }))).toBe(restricted)
  expect(scope('complaint', complaint({ sensitive: ['media'] }))).toBe(restricted)
  expect(scope('complaint', { ...complaint(), sensitive: 'newer form' })).toBe(restricted)
})

test('[SC1] a sync issue is placed by the server that makes it', () => {
  expect(() => scope('sync-issue', {})).toThrow('server')
})
