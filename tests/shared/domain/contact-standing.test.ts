import { expect, test } from 'vitest'
import { strictestStanding } from '#shared/domain/contact-standing.ts'

test('[ME8] invariant 5: of several cards of one customer the strictest limit holds, with its own reason', () => {
  const own = { doNotContact: 'marketing_only', doNotContactReason: '嫌短信多' } as const
  expect(strictestStanding(own, [{ doNotContact: 'all' }, { doNotContact: 'none' }])).toEqual({
    doNotContact: 'all',
    doNotContactReason: undefined,
    deceasedOn: undefined,
    mourningUntil: undefined,
  })
  expect(strictestStanding(own, [])).toMatchObject(own)
})

test('[ME8] invariant 5: a death that one of them knows of counts for all', () => {
  const standing = strictestStanding({ doNotContact: 'none' }, [
    { doNotContact: 'none', deceasedOn: '2026-11-02' },
  ])
  expect(standing.deceasedOn).toBe('2026-11-02')
})

test('[ME8] domain 4.1: the latest end of mourning that one of them names counts for all', () => {
  const one = { doNotContact: 'none', mourningUntil: '2026-11-02' } as const
  const other = { doNotContact: 'none', mourningUntil: '2027-02-10' } as const
  expect(strictestStanding(one, [other, { doNotContact: 'none' }]).mourningUntil).toBe('2027-02-10')
  expect(strictestStanding(other, [one]).mourningUntil).toBe('2027-02-10')
})
