import { describe, expect, it } from 'vitest'
import { createLookLog } from '#replica/look-log.ts'
import {
  author,
  environment,
  id,
  morning,
  openWith,
  page,
  portfolio,
  reopen,
} from './replica-device.ts'
import { record } from '#tests/vault/pulled.ts'

const minute = 60_000
const profile = record('profile', 1, 1, {
  customerId: id(1),
  contactPoints: { a: { kind: 'mobile', value: '13812345678' } },
  employer: '测试公司',
  investmentPreferences: [],
  preferredChannels: [],
})
const phone = { recordType: 'profile', recordId: id(1), field: 'contactPoints.a' } as const
const employer = { ...phone, field: 'employer' }

const openProfile = () => openWith(page(portfolio, 4, [profile]))

describe('[SE7] looks at masked values', () => {
  it('are operations that name the field and say nothing of the value, and leave the record as it is', async () => {
    const { replica } = await openProfile()
    const before = replica.get('profile', id(1))
    const looks = createLookLog(replica, environment.now)
    expect(await looks.note([phone, employer])).toBe(true)
    const operations = replica.pending().map(({ operation }) => operation)
    expect(operations).toMatchObject([
      { kind: 'look', args: { field: 'contactPoints.a' }, author, at: morning },
      { kind: 'look', args: { field: 'employer' } },
    ])
    expect(JSON.stringify(operations)).not.toMatch(/138|测试公司/u)
    expect(replica.get('profile', id(1))).toBe(before)
    expect(replica.isPending('profile', id(1))).toBe(false)
  })

  it('at one value within ten minutes are one, also when the browser was closed between them', async () => {
    const opened = await openProfile()
    let now = morning
    const looks = createLookLog(opened.replica, () => now)
    await Promise.all([looks.note([phone]), looks.note([phone])])
    now += 9 * minute
    await looks.note([phone, employer])
    expect(opened.replica.pending()).toHaveLength(2)

    const { replica } = await reopen(opened)
    await replica.whenLoaded()
    const later = createLookLog(replica, () => now)
    expect(await later.note([phone])).toBe(true)
    expect(replica.pending()).toHaveLength(2)
    now += 2 * minute
    await later.note([phone])
    expect(replica.pending()).toHaveLength(3)
    // A clock that was put back hides nothing.
    now = morning - minute
    await later.note([phone])
    expect(replica.pending()).toHaveLength(4)
  })

  it('that this device cannot keep are answered with no, and asked for again', async () => {
    const { replica } = await openProfile()
    let full = true
    const device = {
      ...replica,
      commit: (requests: Parameters<typeof replica.commit>[0]) =>
        full ? Promise.reject(new Error('QuotaExceeded')) : replica.commit(requests),
    }
    const looks = createLookLog(device, environment.now)
    expect(await looks.note([phone])).toBe(false)
    full = false
    expect(await looks.note([phone])).toBe(true)
    expect(replica.pending()).toHaveLength(1)
  })

  it('at what is not masked, or not there, are refused', async () => {
    const { replica } = await openProfile()
    const looks = createLookLog(replica, environment.now)
    expect(await looks.note([{ ...phone, field: 'goals' }])).toBe(false)
    expect(await looks.note([{ ...phone, recordId: id(2) }])).toBe(false)
    expect(replica.pending()).toEqual([])
  })
})
