import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressGroup } from '#server/address-group.ts'
import { createFailureDelay, type FailureDelay } from '#server/failure-delay.ts'
import { waitAfter, withOneMore } from '#server/failure-wait.ts'
import { signInTries } from '#server/sign-in-tries.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'

let now = 1_000_000
let server: TestServer
let delay: FailureDelay
beforeAll(async () => {
  server = await startTestServer({ customers: 0, clock: () => now })
  delay = createFailureDelay(server.services)
})
afterAll(() => server.close())

const hour = 60 * 60_000
const wrong = async () => false
const guess = (staffNo: string, address: string) =>
  delay.check(signInTries({ staffNo, address, knownDevice: undefined }), wrong)

test('[SE1] each failure doubles the wait up to the longest, an hour of quiet forgets, a clock put back adds nothing', () => {
  const growing = { free: 3, firstMs: 1000, longestMs: 5000 }
  const waits = [2, 3, 4, 5, 6, 60].map((count) => waitAfter({ count, lastAt: 0 }, growing, 0))
  expect(waits).toEqual([0, 1000, 2000, 4000, 5000, 5000])
  expect(waitAfter({ count: 60, lastAt: 0 }, growing, hour)).toBe(0)
  expect(withOneMore({ count: 60, lastAt: 0 }, hour)).toEqual({ count: 1, lastAt: hour })
  expect(waitAfter({ count: 3, lastAt: 10 * hour }, growing, 0)).toBe(1000)
})

test('[SE1] one number guessed from ever new addresses has to wait, and other numbers do not', async () => {
  const answers = []
  for (let address = 0; address < 51; address += 1) {
    answers.push(await guess('1001', `198.51.100.${address}`))
  }
  expect(answers.filter((answer) => !answer.right && answer.waitMs > 0)).toHaveLength(1)
  expect(answers.at(-1)).toMatchObject({ waitMs: 2000 })
  expect(await guess('1002', '198.51.100.1')).toMatchObject({ waitMs: 0 })
})

test('[SE1] one address that tries common passwords on every number has to wait, and a busy morning does not', async () => {
  const spray = async (from: number, to: number) => {
    const all = Array.from({ length: to - from }, (_, index) => `s${from + index}`)
    return Promise.all(all.map((staffNo) => guess(staffNo, '203.0.113.7')))
  }
  const morning = await spray(0, 300)
  expect(morning.every((answer) => !answer.right && answer.waitMs === 0)).toBe(true)
  expect(await spray(300, 301)).toMatchObject([{ waitMs: 2000 }])
  expect(await guess('s300', '203.0.113.8')).toMatchObject({ waitMs: 0 })
  // Right passwords count nowhere, however many come.
  const right = signInTries({ staffNo: 's301', address: '203.0.113.9', knownDevice: undefined })
  for (let round = 0; round < 20; round += 1) {
    expect(await delay.check(right, async () => true)).toEqual({ right: true })
  }
})

test('[SE5] a network of IPv6 is one client, however it is written', () => {
  expect(addressGroup('2001:db8:1:2:aaaa::1')).toBe('2001:db8:1:2::/64')
  expect(addressGroup('2001:0DB8:0001:0002:bbbb:0:0:2')).toBe('2001:db8:1:2::/64')
  expect(addressGroup('2001:db8::1')).toBe('2001:db8:0:0::/64')
  expect(addressGroup('::1')).toBe('0:0:0:0::/64')
  expect(addressGroup('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(addressGroup('::ffff:192.0.2.1')).toBe('192.0.2.1')
  expect(addressGroup('192.0.2.1')).toBe('192.0.2.1')
})
