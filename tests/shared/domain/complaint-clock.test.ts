import { expect, test } from 'vitest'
import { complaintClock } from '#shared/domain/complaint-clock.ts'
import type { ComplaintEvent } from '#shared/domain/complaint.ts'
import { mainlandWorkingCalendar } from '#shared/domain/mainland-working-calendar.ts'
import { defaultRuleTable } from '#shared/domain/rule-table.ts'
import { anna, id } from '#tests/shared/protocol/operation-samples.ts'

const rules = defaultRuleTable(mainlandWorkingCalendar)

function received(on: string, time = '12:00', events: Record<string, ComplaintEvent> = {}) {
  return { receivedAt: Date.parse(`${on}T${time}:00+08:00`), events }
}

test('[R16] fifteen calendar days, the day of receipt not counted', () => {
  const clock = complaintClock(received('2026-11-02'), rules, '2026-11-02')
  expect(clock).toEqual({
    receivedOn: '2026-11-02',
    dueOn: '2026-11-17',
    warnOn: '2026-11-17',
    daysLeft: 15,
    usedRatio: 0,
    level: 'ok',
    certain: true,
  })
})

test('[R16] the day of receipt is the civil day in Shanghai, whatever the zone of the device', () => {
  expect(complaintClock(received('2026-11-02', '00:10'), rules, '2026-11-02').receivedOn).toBe(
    '2026-11-02',
  )
  expect(complaintClock(received('2026-11-02', '23:50'), rules, '2026-11-03').receivedOn).toBe(
    '2026-11-02',
  )
})

test('[R16] in a holiday it warns on the last working day before; the roll-over of 民法典 203 is only told', () => {
  // Due on 4 October 2026, in the holidays from 1 to 7 October.
  const clock = complaintClock(received('2026-09-19'), rules, '2026-09-29')
  expect(clock).toMatchObject({ dueOn: '2026-10-04', warnOn: '2026-09-30', rollOver: '2026-10-08' })
  expect(clock).toMatchObject({ daysLeft: 5, level: 'ok', certain: true })
  expect(complaintClock(received('2026-09-19'), rules, '2026-09-30').level).toBe('danger')
})

test.each([
  ['2026-11-13', 4, 'ok'],
  ['2026-11-14', 3, 'warn'],
  ['2026-11-16', 1, 'warn'],
  ['2026-11-17', 0, 'danger'],
  ['2026-11-18', -1, 'danger'],
] as const)('[R16] on %s %i days are left: %s', (today, daysLeft, level) => {
  expect(complaintClock(received('2026-11-02'), rules, today)).toMatchObject({ daysLeft, level })
})

test('[R16] the used part never leaves 0 to 1', () => {
  const complaint = received('2026-11-02')
  const ratio = (today: string) => complaintClock(complaint, rules, today).usedRatio
  expect([ratio('2026-11-01'), ratio('2026-11-05'), ratio('2026-12-31')]).toEqual([0, 0.2, 1])
})

test('[R16] a finished complaint stands still at the day it ended', () => {
  const occurredAt = Date.parse('2026-11-05T09:00:00+08:00')
  const events = { [id(80)]: { id: id(80), by: anna, occurredAt, kind: 'withdrawn' as const } }
  const clock = complaintClock(received('2026-11-02', '12:00', events), rules, '2026-12-31')
  expect(clock).toMatchObject({ level: 'done', daysLeft: 12, usedRatio: 0.2 })
})

test('[R16] a due day in a year without announced holidays is an estimate and says so', () => {
  const clock = complaintClock(received('2026-12-20'), rules, '2026-12-20')
  expect(clock).toMatchObject({ dueOn: '2027-01-04', certain: false })
})

test('[R16] the numbers are those of the rule table', () => {
  const stricter = { ...rules, complaint: { ...rules.complaint, replyDays: 5, warnDays: 4 } }
  expect(complaintClock(received('2026-11-02'), stricter, '2026-11-03')).toMatchObject({
    dueOn: '2026-11-07',
    warnOn: '2026-11-06',
    rollOver: '2026-11-09',
    level: 'warn',
  })
})
