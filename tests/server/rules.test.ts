import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { usualCadence } from '#shared/domain/cadence-rules.ts'
import { usualChangeRules } from '#shared/domain/change-rules.ts'
import { usualChurnRules } from '#shared/domain/churn-rules.ts'
import {
  cadenceRulesOf,
  changeRulesOf,
  churnRulesOf,
  RuleTable,
} from '#shared/domain/rule-table.ts'
import { rulesInForce } from '#shared/domain/rules-in-force.ts'
import { isWorkingDay } from '#shared/domain/working-calendar.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { problemOf } from './request-checks.ts'

const today = civilDateInShanghai(Date.now())
const numbers = {
  replyDays: 15,
  extendedReplyDays: 30,
  longestReplyDays: 60,
  warnDays: 3,
  todayHorizonDays: 7,
}

let server: TestServer
let admin: TestClient
beforeAll(async () => {
  server = await startTestServer({ customers: 20 })
  admin = await server.signIn('admin')
})
afterAll(() => server.close())

/** The rule tables that a device holds. */
async function tablesOn(client: TestClient): Promise<RuleTable[]> {
  const { records } = await client.pull()
  return records
    .filter(({ type, archivedAt }) => type === 'rule-table' && archivedAt === undefined)
    .map(({ data }) => RuleTable.parse(data))
}

async function publish(effectiveFrom: string, change: Partial<typeof numbers>): Promise<string> {
  const body = { effectiveFrom, numbers: { ...numbers, ...change } }
  const response = await admin.post('/admin/rules', body)
  expect(response.status).toBe(201)
  const { id }: { id: string } = await response.json()
  return id
}

test('[SC1] a new version reaches every device by sync, holds from its day on, and a calendar holds for all of them', async () => {
  const teller = await server.signIn('teller')
  const later = addDays(today, 40)
  await publish(later, { replyDays: 12 })
  await publish(today, { replyDays: 14 })
  const year = '2031'
  const plan = {
    year,
    holidays: [{ on: `${year}-05-01`, name: '劳动节' }],
    makeUpDays: [`${year}-04-26`],
  }
  expect((await admin.post('/admin/rules/years', plan)).status).toBe(201)
  const tables = await tablesOn(teller)
  expect(new Set(tables.map(({ version }) => version)).size).toBe(tables.length)
  const present = rulesInForce(tables, today)
  const coming = rulesInForce(tables, later)
  expect(present.complaint.replyDays).toBe(14)
  expect(coming.complaint.replyDays).toBe(12)
  for (const { workingCalendar } of [present, coming]) {
    expect(isWorkingDay(workingCalendar, `${year}-05-01`)).toEqual({
      working: false,
      certain: true,
    })
    expect(isWorkingDay(workingCalendar, `${year}-04-26`).working).toBe(true)
  }
})

test('[SC1] a version that has not begun is taken back and given again; one that has begun stays', async () => {
  const teller = await server.signIn('teller')
  const later = addDays(today, 90)
  const id = await publish(later, { warnDays: 9 })
  const warnDays = async () => rulesInForce(await tablesOn(teller), later).complaint.warnDays
  const change = (withdrawn: boolean) => admin.patch(`/admin/rules/${id}`, { withdrawn })
  expect(await warnDays()).toBe(9)
  expect((await change(true)).status).toBe(200)
  expect(await warnDays()).not.toBe(9)
  expect((await change(false)).status).toBe(200)
  expect(await warnDays()).toBe(9)
  const begun = await publish(today, {})
  const refused = await admin.patch(`/admin/rules/${begun}`, { withdrawn: true })
  expect(await problemOf(refused)).toMatchObject({
    status: 422,
    fields: [{ field: 'effectiveFrom', code: 'day-has-passed' }],
  })
  expect((await admin.patch(`/admin/rules/${randomUUID()}`, { withdrawn: true })).status).toBe(404)
})

test('[SC5][SE3] nobody else makes a version; a day that has passed and numbers that contradict each other are refused', async () => {
  const lead = await server.signIn('lead')
  const body = { effectiveFrom: today, numbers }
  expect((await lead.post('/admin/rules', body)).status).toBe(403)
  expect(
    (await lead.post('/admin/rules/years', { year: '2032', holidays: [], makeUpDays: [] })).status,
  ).toBe(403)
  const passed = await admin.post('/admin/rules', { ...body, effectiveFrom: addDays(today, -1) })
  expect(await problemOf(passed)).toMatchObject({ fields: [{ field: 'effectiveFrom' }] })
  for (const [change, field] of [
    [{ extendedReplyDays: 10 }, 'extendedReplyDays'],
    [{ longestReplyDays: 20 }, 'longestReplyDays'],
    [{ warnDays: 15 }, 'warnDays'],
    [{ replyDays: 0 }, 'replyDays'],
    [{ todayHorizonDays: 400 }, 'todayHorizonDays'],
  ] as const) {
    const refused = await admin.post('/admin/rules', {
      ...body,
      numbers: { ...numbers, ...change },
    })
    expect(await problemOf(refused)).toMatchObject({
      status: 422,
      fields: expect.arrayContaining([expect.objectContaining({ field: `numbers.${field}` })]),
    })
  }
  for (const plan of [
    { year: '2032', holidays: [{ on: '2031-12-31' }], makeUpDays: [] },
    { year: '2032', holidays: [{ on: '2032-01-01' }], makeUpDays: ['2032-01-01'] },
    { year: '2032', holidays: [], makeUpDays: ['2032-01-05'] },
  ]) {
    expect((await admin.post('/admin/rules/years', plan)).status).toBe(422)
  }
})

test('[R34] the cadence is published by itself; whichever of the two a version does not name stays', async () => {
  const day = addDays(today, 50)
  const cadence = {
    ...usualCadence,
    tiers: { ...usualCadence.tiers, vip: { ...usualCadence.tiers.vip, idealDays: 20 } },
  }
  await publish(day, { replyDays: 11 })
  const made = await admin.post('/admin/rules', { effectiveFrom: day, cadence })
  expect(made.status).toBe(201)
  await publish(addDays(day, 1), { replyDays: 10 })
  const tables = await tablesOn(await server.signIn('teller'))
  const [first, second] = [rulesInForce(tables, day), rulesInForce(tables, addDays(day, 1))]
  expect(first.complaint.replyDays).toBe(11)
  expect(cadenceRulesOf(first).tiers.vip.idealDays).toBe(20)
  expect(second.complaint.replyDays).toBe(10)
  expect(cadenceRulesOf(second)).toEqual(cadence)
})

test('[R35] what a tier may use is published with its rhythm and kept by later versions; what is too long to read in a glance is refused', async () => {
  const day = addDays(today, 70)
  const published = withVip(['贵宾窗口', '每年一次体检'])
  const made = await admin.post('/admin/rules', { effectiveFrom: day, cadence: published })
  expect(made.status).toBe(201)
  await publish(addDays(day, 1), { replyDays: 8 })
  const tables = await tablesOn(await server.signIn('teller'))
  expect(cadenceRulesOf(rulesInForce(tables, addDays(day, 1)))).toEqual(published)
  for (const entitlements of [
    ['长'.repeat(31)],
    Array.from({ length: 13 }, (_, no) => `第${no}`),
  ]) {
    const body = { effectiveFrom: day, cadence: withVip(entitlements) }
    expect((await admin.post('/admin/rules', body)).status).toBe(422)
  }
})

test('[R34] by which ways the customers of a tier are contacted, and by whom, is published and kept; a way that nobody knows is refused', async () => {
  const day = addDays(today, 74)
  const published = withWays({ channels: ['visit', 'phone'], contactBy: 'lead' })
  const made = await admin.post('/admin/rules', { effectiveFrom: day, cadence: published })
  expect(made.status).toBe(201)
  await publish(addDays(day, 1), { replyDays: 9 })
  const tables = await tablesOn(await server.signIn('teller'))
  expect(cadenceRulesOf(rulesInForce(tables, addDays(day, 1)))).toEqual(published)
  for (const ways of [{ channels: ['pigeon'] }, { contactBy: 'anybody' }]) {
    const body = { effectiveFrom: day, cadence: withWays(ways) }
    expect((await admin.post('/admin/rules', body)).status).toBe(422)
  }
})

test('[R43] the rules of churn signals are published by themselves, and a later version of other rules keeps them', async () => {
  const day = addDays(today, 60)
  const churn = { ...usualChurnRules, refusedInRow: 5, competitorWords: ['隔壁银行'] }
  const made = await admin.post('/admin/rules', { effectiveFrom: day, churn })
  expect(made.status).toBe(201)
  await publish(addDays(day, 1), { replyDays: 9 })
  const tables = await tablesOn(await server.signIn('teller'))
  expect(churnRulesOf(rulesInForce(tables, addDays(day, -1)))).toEqual(usualChurnRules)
  expect(churnRulesOf(rulesInForce(tables, addDays(day, 1)))).toEqual(churn)
  for (const [field, value] of Object.entries({
    bandDrop: 0,
    refusedInRow: 1,
    closingWords: ['销'],
  })) {
    const body = { effectiveFrom: day, churn: { ...usualChurnRules, [field]: value } }
    expect([field, (await admin.post('/admin/rules', body)).status]).toEqual([field, 422])
  }
})

test('[R27][R17] what changes suggest, and when a profile is old, is published by itself and stays', async () => {
  const day = addDays(today, 80)
  const dueDays = { ...usualChangeRules.dueDays, child_birth: 100, maturity: -20 }
  const changes = { dueDays, maturityNoticeDays: 45, watchDays: 60, staleMonths: 6 }
  const made = await admin.post('/admin/rules', { effectiveFrom: day, changes })
  expect(made.status).toBe(201)
  await publish(addDays(day, 1), { replyDays: 9 })
  const tables = await tablesOn(await server.signIn('teller'))
  expect(changeRulesOf(rulesInForce(tables, addDays(day, -1)))).toEqual(usualChangeRules)
  expect(changeRulesOf(rulesInForce(tables, addDays(day, 1)))).toEqual(changes)
  for (const wrong of [
    { ...changes, maturityNoticeDays: 19 },
    { ...changes, staleMonths: 0 },
    { ...changes, watchDays: 1.5 },
    { ...changes, dueDays: { ...dueDays, marriage: 400 } },
    { ...changes, dueDays: { marriage: 3 } },
  ]) {
    const refused = await admin.post('/admin/rules', { effectiveFrom: day, changes: wrong })
    expect([wrong, refused.status]).toEqual([wrong, 422])
  }
})

test.each([
  ['overdueDays', { overdueDays: 29 }],
  ['gapDays', { gapDays: 31 }],
  ['monthlyCap', { monthlyCap: 0 }],
  ['idealDays', { idealDays: 1.5 }],
])('[R34] a cadence that cannot be meant is refused with its field: %s', async (name, change) => {
  const vip = { ...usualCadence.tiers.vip, ...change }
  const cadence = { ...usualCadence, tiers: { ...usualCadence.tiers, vip } }
  const refused = await admin.post('/admin/rules', { effectiveFrom: today, cadence })
  expect(await problemOf(refused)).toMatchObject({
    status: 422,
    fields: [expect.objectContaining({ field: `cadence.tiers.vip.${name}` })],
  })
})

/** The usual cadence, with how the first tier is contacted. */
function withWays(ways: object) {
  const vip = { ...usualCadence.tiers.vip, ...ways }
  return { ...usualCadence, tiers: { ...usualCadence.tiers, vip } }
}

/** The usual cadence, with what the first tier may use. */
function withVip(entitlements: string[]) {
  const vip = { ...usualCadence.tiers.vip, entitlements }
  return { ...usualCadence, tiers: { ...usualCadence.tiers, vip } }
}
