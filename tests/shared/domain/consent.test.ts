import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Consent, consentKinds, isWithdrawn, presentConsent } from '#shared/domain/consent.ts'
import { doNotContactLevels } from '#shared/domain/customer.ts'
import { heldBack } from '#shared/domain/held-task.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { type Task, taskKinds } from '#shared/domain/task.ts'

const customerId = '00000000-0000-4000-8000-000000000001'

function record(id: string, createdAt: number, data: Partial<Consent>): RecordOf<'consent'> {
  const meta = { createdBy: customerId, updatedAt: createdAt, updatedBy: customerId }
  return {
    type: 'consent',
    id,
    schemaVersion: 1,
    scope: '',
    seq: 0,
    createdAt,
    ...meta,
    data: {
      customerId,
      kind: 'marketing_call',
      state: 'given',
      on: '2026-03-01',
      how: 'oral',
      ...data,
    },
  }
}

/** After all days that are said. */
const written = Date.parse('2026-03-10T00:00:00Z')

const consent = fc
  .record({
    id: fc.uuid(),
    createdAt: fc.integer({ min: 0, max: 5 }).map((hours) => written + hours * 3_600_000),
    kind: fc.constantFrom(...consentKinds),
    state: fc.constantFrom('given' as const, 'withdrawn' as const),
    on: fc.constantFrom('2026-03-01', '2026-03-02', '2026-03-03'),
  })
  .map(({ id, createdAt, ...data }) => record(id, createdAt, data))
const consents = fc.uniqueArray(consent, { selector: ({ id }) => id, maxLength: 8 })

function task(more: Partial<Task>): Task {
  return {
    title: '回访',
    kind: 'call',
    assigneeId: customerId,
    dueOn: '2026-03-04',
    priority: 'normal',
    status: 'todo',
    completions: {},
    origin: 'churn',
    ...more,
  }
}

test('[invariant 17] what holds is what was said last, whichever device heard of it first', () => {
  fc.assert(
    fc.property(consents, fc.constantFrom(...consentKinds), (all, kind) => {
      const present = presentConsent(all, kind)
      expect(presentConsent(all.toReversed(), kind)?.id).toBe(present?.id)
      for (const { data } of all.filter((each) => each.data.kind === kind)) {
        expect(data.on <= (present?.data.on ?? '')).toBe(true)
      }
      expect(isWithdrawn(all, kind)).toBe(present?.data.state === 'withdrawn')
    }),
  )
})

test('[invariant 5] nothing approaches a customer who died or wants no contact; what was promised stands', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...doNotContactLevels),
      fc.option(fc.constant('2026-03-01'), { nil: undefined }),
      fc.constantFrom(...taskKinds),
      consents,
      (doNotContact, deceasedOn, kind, all) => {
        const customer = { doNotContact, ...(deceasedOn === undefined ? {} : { deceasedOn }) }
        const silent = deceasedOn !== undefined || doNotContact === 'all'
        const stands = (origin: Task['origin']) =>
          heldBack(task({ origin, kind }), customer, all) === null
        const approaching = ['cadence', 'date', 'maturity', 'churn'] as const
        expect(silent && approaching.some(stands)).toBe(false)
        for (const origin of ['manual', 'promise', 'complaint', 'handover'] as const) {
          expect(heldBack(task({ origin, kind }), customer, all)).toBeNull()
        }
      },
    ),
  )
})

test('[invariant 17] a call needs the consent to calls, a message one of the two it can go by; done ones stay done', () => {
  const customer = { doNotContact: 'none' } as const
  const withdrawn = (kind: Consent['kind']) => record(kind, written, { kind, state: 'withdrawn' })
  const calls = [withdrawn('marketing_call')]
  expect(heldBack(task({}), customer, calls)).toBe('consent')
  expect(heldBack(task({ kind: 'visit' }), customer, calls)).toBeNull()
  expect(heldBack(task({ status: 'cancelled' }), customer, calls)).toBeNull()
  const sms = [withdrawn('marketing_sms')]
  expect(heldBack(task({ kind: 'message' }), customer, sms)).toBeNull()
  const neither = [...sms, withdrawn('marketing_wechat')]
  expect(heldBack(task({ kind: 'message' }), customer, neither)).toBe('consent')
  const again = [...calls, record('later', written, { state: 'given', on: '2026-03-02' })]
  expect(heldBack(task({}), customer, again)).toBeNull()
})

test('[invariant 17] a day that has not come counts as the day on which it was written down', () => {
  const wrong = record('wrong', written, { state: 'withdrawn', on: '2099-01-01' })
  const later = record('later', written + 86_400_000, { state: 'given', on: '2026-03-11' })
  expect(presentConsent([wrong, later], 'marketing_call')?.id).toBe('later')
})
