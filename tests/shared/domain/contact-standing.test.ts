import { expect, test } from 'vitest'
import { strictestStanding } from '#shared/domain/contact-standing.ts'

test('[ME8] invariant 5: of several cards of one customer the strictest limit holds, with its own reason', () => {
  const own = { doNotContact: 'marketing_only', doNotContactReason: '嫌短信多' } as const
  expect(strictestStanding(own, [{ doNotContact: 'all' }, { doNotContact: 'none' }])).toEqual({
    doNotContact: 'all',
    doNotContactReason: undefined,
    deceasedOn: undefined,
  })
  expect(strictestStanding(own, [])).toMatchObject(own)
})

test('[ME8] invariant 5: a death that one of them knows of counts for all', () => {
  const standing = strictestStanding({ doNotContact: 'none' }, [
    { doNotContact: 'none', deceasedOn: '2026-11-02' },
  ])
  expect(standing.deceasedOn).toBe('2026-11-02')
})
