import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTab, type AppDriver } from '#tests/support/app-driver.ts'
import { addCustomer, sees, writeNote } from '#tests/support/customer-work.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'

let server: ServerProcess
let tablet: Tablet
let first: AppDriver
let second: AppDriver
let customerPath: string
/** Which tab sent each push. */
const pushes: ('first' | 'second')[] = []

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  tablet = createTablet('tabs', server.url)
  first = await tablet.start()
  await first.signIn('1001', password)
  customerPath = await addCustomer(first, { name: '慕容双月' })
  await first.untilSynced()
  second = await openTab(first.page.context(), server.url)
  await second.unlock(password)
  for (const [name, { page }] of Object.entries({ first, second })) {
    page.on('request', (request) => {
      if (new URL(request.url()).pathname !== '/sync/push') return
      pushes.push(name === 'first' ? 'first' : 'second')
    })
  }
}, 60_000)

afterAll(async () => {
  await tablet.dispose()
  await server.dispose()
})

test('[CL4] two tabs of one vault both write, each sees the other’s within a second, and one of them sends', async () => {
  await first.visit(customerPath)
  await second.visit(customerPath)
  await writeNote(first, customerPath, '第一个标签页写下的话')
  await sees(second.page, ['第一个标签页写下的话'], 1000)
  await writeNote(second, customerPath, '第二个标签页写下的话')
  await sees(first.page, ['第二个标签页写下的话'], 1000)
  await first.untilSynced()
  await second.untilSynced()
  expect(pushes.length).toBeGreaterThan(0)
  expect(new Set(pushes)).toEqual(new Set(['first']))
}, 60_000)

test('[CL4] the syncing tab is closed, and the other takes over', async () => {
  await tablet.network('offline')
  await writeNote(first, customerPath, '关掉之前写下的话')
  await first.page.close()
  await sees(second.page, ['关掉之前写下的话'], 1000)
  await tablet.network('online')
  await writeNote(second, customerPath, '接手以后写下的话')
  await second.wake()
  await second.untilSynced()
  expect(pushes.at(-1)).toBe('second')

  const elsewhere = createTestClient(server.url)
  await elsewhere.signIn('5001', password)
  const { records } = await elsewhere.pull()
  const texts = records.filter(({ type }) => type === 'interaction').map(({ data }) => data['text'])
  for (const text of [
    '第一个标签页写下的话',
    '第二个标签页写下的话',
    '关掉之前写下的话',
    '接手以后写下的话',
  ]) {
    expect(texts.filter((each) => each === text)).toHaveLength(1)
  }
  expect(tablet.complaints).toEqual([])
}, 60_000)
