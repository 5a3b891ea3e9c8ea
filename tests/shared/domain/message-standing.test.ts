import { expect, test } from 'vitest'
import type { Consent, ConsentKind } from '#shared/domain/consent.ts'
import { messageStanding, openMessageChannels, purposeOf } from '#shared/domain/message-standing.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { type TemplateOccasion, templateOccasions } from '#shared/domain/template.ts'
import { id, recordWith } from '#tests/shared/protocol/operation-samples.ts'

const free = { doNotContact: 'none' } as const

function withdrawn(...kinds: ConsentKind[]): RecordOf<'consent'>[] {
  return kinds.map((kind, at) => {
    const data: Consent = {
      customerId: id(60),
      kind,
      state: 'withdrawn',
      on: '2026-11-02',
      how: 'oral',
    }
    const body = recordWith('consent', data)
    return { ...body, id: id(70 + at), type: 'consent', data, scope: '', seq: 0 }
  })
}

const today = '2026-11-20'

/** What of all occasions stands so for the customer. */
function occasionsThatAre(
  kind: string,
  about: Partial<Parameters<typeof messageStanding>[1]>,
): TemplateOccasion[] {
  const situation = { customer: free, openComplaints: 0, consents: [], today, ...about }
  return templateOccasions.filter((occasion) => messageStanding(occasion, situation).kind === kind)
}

const service = ['maturity', 'appointment', 'followup']

test('[R26] domain 4.1: who mourns is not greeted up to the last day; what matures and the rest is said', () => {
  const mourning = { ...free, mourningUntil: '2026-12-01' }
  const left = occasionsThatAre('free', { customer: mourning, today: '2026-12-01' })
  expect(left).toEqual(
    [...templateOccasions].filter((occasion) => [...service, 'other'].includes(occasion)),
  )
  expect(occasionsThatAre('free', { customer: mourning, today: '2026-12-02' })).toEqual(
    templateOccasions,
  )
})

test('[R26] domain 4.1: what bars a greeting besides mourning is named where it bars the rest as well', () => {
  const mourning = { ...free, mourningUntil: '2026-12-01' }
  const whyNot = (about: Partial<Parameters<typeof messageStanding>[1]>) =>
    (['birthday', 'mid_autumn', 'other'] as const).map((occasion) => {
      const situation = { customer: mourning, openComplaints: 0, consents: [], today, ...about }
      const standing = messageStanding(occasion, situation)
      return standing.kind === 'barred' ? standing.why : standing.kind
    })
  expect(whyNot({})).toEqual(['mourning', 'mourning', 'free'])
  expect(whyNot({ customer: { ...mourning, doNotContact: 'all_but_service' } })).toEqual(
    Array.from({ length: 3 }, () => 'all_but_service'),
  )
  const both = withdrawn('marketing_wechat', 'marketing_sms')
  expect(whyNot({ consents: both })).toEqual(['channel', 'channel', 'channel'])
  expect(whyNot({ openComplaints: 1 })).toEqual([
    'mourning_and_complaint',
    'mourning_and_complaint',
    'complaint',
  ])
})

test('[R26] invariant 5: nobody writes to who died or wants no contact, and only about business to who wants no more', () => {
  expect(occasionsThatAre('free', {})).toEqual(templateOccasions)
  const died = { ...free, deceasedOn: '2026-11-01' }
  expect(occasionsThatAre('barred', { customer: died })).toEqual(templateOccasions)
  expect(occasionsThatAre('barred', { customer: { doNotContact: 'all' } })).toEqual(
    templateOccasions,
  )
  expect(occasionsThatAre('free', { customer: { doNotContact: 'all_but_service' } })).toEqual(
    service,
  )
})

test('[R26] invariant 6: with an open complaint no festival is greeted, and for a birthday the lead is asked first', () => {
  expect(occasionsThatAre('free', { openComplaints: 1 })).toEqual(service)
  expect(occasionsThatAre('ask', { openComplaints: 1 })).toEqual(['birthday'])
})

test('[R26] invariant 17: a consent that was taken back closes its ways, and the last one the greeting', () => {
  const wechat = withdrawn('marketing_wechat')
  expect(openMessageChannels('birthday', { consents: wechat })).toEqual(['sms'])
  expect(openMessageChannels('maturity', { consents: wechat })).toEqual(['wechat', 'wecom', 'sms'])
  expect(occasionsThatAre('barred', { consents: wechat })).toEqual([])
  const both = withdrawn('marketing_wechat', 'marketing_sms')
  expect(occasionsThatAre('free', { consents: both })).toEqual(service)
})

test('the note of a message says what it was for', () => {
  expect(purposeOf('birthday')).toBe('birthday')
  expect(purposeOf('mid_autumn')).toBe('festival')
  expect(purposeOf('maturity')).toBe('service')
  expect(purposeOf('followup')).toBe('followup')
})
