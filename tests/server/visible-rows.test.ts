import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { grantsOf, mayRead } from '#shared/domain/grants.ts'
import { roles } from '#shared/domain/role.ts'
import {
  betweenColleaguesScope,
  complaintsScope,
  portfolioScope,
  restrictedComplaintsScope,
} from '#shared/protocol/scope.ts'
import { mayReadRow } from '#server/visible-rows.ts'
import { branchId, id, recordWith } from '#tests/shared/protocol/operation-samples.ts'

const people = [id(21), id(22), id(23)]
const scopes = [
  betweenColleaguesScope(branchId),
  betweenColleaguesScope(id(2)),
  restrictedComplaintsScope(branchId),
  restrictedComplaintsScope(id(2)),
  complaintsScope(branchId),
  ...people.map(portfolioScope),
]
const anyone = fc.option(fc.constantFrom(...people), { nil: undefined })

test('[SC2][SC5] a row that is not opened is answered like one that is, whoever it names and wherever', () => {
  const staff = people.map((staffId) => ({ staffId, role: 'rm' as const, active: true }))
  const directory = { staffOfBranch: () => staff }
  const row = fc.record({
    type: fc.constantFrom('task', 'complaint'),
    scope: fc.constantFrom(...scopes),
    named: fc.record({
      askedBy: anyone,
      assigneeId: anyone,
      respondentStaffId: anyone,
      receivedBy: anyone,
    }),
    // Ids stand in texts, too.
    title: fc.constantFrom('回访', ...people),
  })
  const counts = { seen: 0, hidden: 0 }
  fc.assert(
    fc.property(row, fc.constantFrom(...roles), ({ type, scope, named, title }, role) => {
      const grants = grantsOf({ staffId: people[0] ?? '', role, branchId }, directory)
      const data = { title, ...named }
      const body = JSON.stringify(recordWith(type === 'task' ? 'task' : 'complaint', data))
      const told = mayReadRow({ grants }, scope, { type, body })
      expect(told).toBe(mayRead(grants, { type, scope, data }))
      counts[told ? 'seen' : 'hidden'] += 1
    }),
    { numRuns: 3000 },
  )
  expect(Math.min(counts.seen, counts.hidden)).toBeGreaterThan(300)
})

test('[SC2] tasks between others are not opened', () => {
  const grants = grantsOf(
    { staffId: people[0] ?? '', role: 'lead', branchId },
    { staffOfBranch: () => [] },
  )
  const unreadable = { type: 'task', body: '{' }
  expect(mayReadRow({ grants }, betweenColleaguesScope(branchId), unreadable)).toBe(false)
})
