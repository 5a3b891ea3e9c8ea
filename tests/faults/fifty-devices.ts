import { availableParallelism } from 'node:os'
import { randomInteger, seededRandom } from '#shared/domain/seeded-random.ts'
import type { Role } from '#shared/domain/role.ts'
import { openBrowserDevice, type BrowserDevice } from '#tests/support/browser-device.ts'
import { startBrowser } from '#tests/support/chromium.ts'
import { recordsThatSay, verifyAudit } from '#tests/support/server-database.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { createTestClient } from '#tests/support/test-client.ts'
import { decideOnScreen, handOverOnScreen, workOnDevice, type Typed } from './device-work.ts'

const password = 'demo password 1'
const week = 7 * 86_400_000

/** Five colleagues; the customers of the first go to the second. */
const people: readonly { staffNo: string; role: Role }[] = [
  { staffNo: '1001', role: 'rm' },
  { staffNo: '1002', role: 'rm' },
  { staffNo: '5001', role: 'lead' },
  { staffNo: '2001', role: 'lobby' },
  { staffNo: '6001', role: 'consumer_protection' },
]

interface Colleague {
  staffNo: string
  role: Role
  staffId: string
  name: string
  /** Paths of the customers that somebody with this role may write about. */
  customers: string[]
  devices: BrowserDevice[]
}

/**
 * Five people with so many devices each, all in one real browser with one real server: weeks without a network, customers
 * that are handed on meanwhile, roles that are taken and given back. In the end all devices of a person show the same, which
 * is what the server has, and nobody sees what is not for him.
 */
export async function convergeInBrowser({
  devicesEach,
  seed,
  say = () => {},
}: {
  devicesEach: number
  seed: string
  say?: (text: string) => void
}): Promise<{ counts: Record<string, number>; violations: string[] }> {
  const random = seededRandom(seed)
  const folder = temporaryFolder('fifty-devices')
  const server = await startServerProcess({
    folder: folder.path,
    demoCustomers: 20,
    demoPassword: password,
  })
  const browser = await startBrowser()
  const violations: string[] = []
  const typed: Typed[] = []
  try {
    const colleagues = await meet(server.url)
    const [former, receiver, lead, lobby, protection] = colleagues
    if (!former || !receiver || !lead || !lobby || !protection) throw new Error('Five colleagues.')
    await inPairs(places(colleagues, devicesEach), async ([colleague, index]) => {
      // Every third one lives three weeks back, so that what is typed on it is of three weeks.
      const ahead = index % 3 === 0 ? -3 * week : 0
      const name = `${colleague.role} ${colleague.staffNo} device ${index}`
      const device = await openBrowserDevice(browser, { name, url: server.url, ahead })
      colleague.devices[index] = device
      await device.app.signIn(colleague.staffNo, password)
      await device.app.untilSynced()
    })
    say(`${colleagues.length * devicesEach} devices are signed in`)

    const away = allOf(colleagues).filter(({ index }) => index < Math.floor(devicesEach * 0.6))
    for (const { device } of away) await device.network('offline')
    const handedOn = former.customers.slice(0, 2)
    await inPairs(away, async ({ colleague, device, index }) => {
      for (let turn = 0; turn < 3; turn += 1) {
        if (index % 3 === 0)
          await device.setClock(-(2 - turn) * week - randomInteger(random, 1, 3_600_000))
        const mark = `${colleague.staffNo}第${index}台${turn}`
        // The first thing that the former owner types is about a customer who goes away meanwhile.
        const customers = colleague === former && turn === 0 ? handedOn : colleague.customers
        typed.push(
          await workOnDevice(device, { role: colleague.role, customers, random, turn, mark }),
        )
      }
    })
    say(`${typed.length} things were typed without a network`)

    const desk = lead.devices.at(-1)
    if (desk === undefined) throw new Error('The lead has a device.')
    for (const customer of handedOn) await handOverOnScreen(desk, customer, receiver.name)
    await desk.syncNow()
    say('two customers are handed over')
    const setRole = await administrator(server.url)
    await setRole(protection, 'teller')
    await setRole(receiver, 'lobby')
    // Some come back in between, and find that a scope is taken away.
    const early = away.filter(({ index }) => index % 2 === 0)
    await comeBack(early.map(({ device }) => device))
    say('some are back')
    await setRole(receiver, 'rm')
    await comeBack(allOf(colleagues).map(({ device }) => device))
    say('everybody has a network again')

    const all = allOf(colleagues).map(({ device }) => device)
    const rounds = await untilQuiet(all, violations)
    const decider = receiver.devices.at(-1)
    let decided = 0
    for (const decision of ['采用', '不采用'] as const) {
      if (decider !== undefined && (await decideOnScreen(decider, decision))) decided += 1
    }
    await untilQuiet(all, violations)
    say('nothing is on its way any more')

    const paths = [...new Set(typed.map(({ customer }) => customer))]
    await inPairs(colleagues, async (colleague) => {
      violations.push(...(await differences(server.url, colleague, { typed, paths })))
    })
    for (const { text, device } of typed) {
      if (recordsThatSay(folder.path, text) === 0)
        violations.push(`[I5] “${text}” of ${device} is nowhere`)
    }
    await verifyAudit(folder.path)
    violations.push(...all.flatMap(({ complaints }) => complaints))
    return {
      counts: {
        devices: all.length,
        away: away.length,
        typed: typed.length,
        decided,
        rounds,
      },
      violations,
    }
  } finally {
    await browser.close()
    await server.dispose()
    folder.remove()
  }
}

/** Who they are and which customers they have, by the wire. */
async function meet(url: string): Promise<Colleague[]> {
  const lead = createTestClient(url)
  await lead.signIn('5001', password)
  const { records } = await lead.pull()
  const staff = records.filter(({ type }) => type === 'staff')
  const cards = records.filter(({ type }) => type === 'customer')
  return people.map(({ staffNo, role }) => {
    const account = staff.find(({ data }) => data['staffNo'] === staffNo)
    if (account === undefined) throw new Error(`Nobody is ${staffNo}.`)
    const own = cards.filter(({ data }) => role !== 'rm' || data['ownerId'] === account.id)
    const customers = own.slice(0, 4).map(({ id }) => `/customers/${id}`)
    return {
      staffNo,
      role,
      staffId: account.id,
      name: String(account.data['name']),
      customers,
      devices: [],
    }
  })
}

async function administrator(url: string): Promise<(who: Colleague, role: Role) => Promise<void>> {
  const admin = createTestClient(url)
  await admin.signIn('9001', password)
  return async ({ staffId }, role) => {
    const answer = await admin.patch(`/admin/staff/${staffId}`, { role })
    if (!answer.ok) throw new Error(`PATCH /admin/staff: ${answer.status}`)
  }
}

function places(colleagues: Colleague[], devicesEach: number): [Colleague, number][] {
  return Array.from({ length: devicesEach }, (_, index) => index).flatMap((index) =>
    colleagues.map((colleague): [Colleague, number] => [colleague, index]),
  )
}

function allOf(colleagues: Colleague[]) {
  return colleagues.flatMap((colleague) =>
    colleague.devices.map((device, index) => ({ colleague, device, index })),
  )
}

async function comeBack(devices: readonly BrowserDevice[]): Promise<void> {
  for (const device of devices) {
    await device.setClock(0)
    await device.network('online')
    await device.app.wake()
  }
  await inPairs(devices, async (device) => {
    await device.syncNow()
  })
}

/** Rounds on all devices until one of them brings nothing to anybody; how many it took. */
async function untilQuiet(
  devices: readonly BrowserDevice[],
  violations: string[],
): Promise<number> {
  for (let round = 1; round <= 8; round += 1) {
    let rows = 0
    await inPairs(devices, async (device) => {
      const before = device.pulls.length
      await device.syncNow()
      for (const pull of device.pulls.slice(before)) {
        rows += pull.rows
        if (pull.request.compare !== undefined)
          violations.push(`[PL4] ${device.name} had to compare ${pull.request.compare.join(', ')}`)
      }
    })
    if (rows === 0) return round
  }
  violations.push('[I7] after eight rounds there was still something new')
  return 8
}

/** What the devices of one person show, held against each other and against what the server gives to that person. */
async function differences(
  url: string,
  { staffNo, devices }: Colleague,
  { typed, paths }: { typed: readonly Typed[]; paths: readonly string[] },
): Promise<string[]> {
  const person = createTestClient(url)
  await person.signIn(staffNo, password)
  const { records, checkpoint } = await person.pull()
  const forPerson = records.map(({ data }) => JSON.stringify(data)).join('\n')
  const found: string[] = []
  let first: Map<string, string> | undefined
  for (const device of devices) {
    const { name, pulls } = device
    const last = pulls.at(-1)
    // I1: the device compared these with its own rows, and had nothing to ask for.
    if (JSON.stringify(last?.scopes) !== JSON.stringify(checkpoint.scopes))
      found.push(`[I1] ${name} holds other scopes or rows than its person`)
    if (last?.request.unsyncedCount !== 0) found.push(`[I7] ${name} has unsent changes`)
    const pages = new Map<string, string>()
    for (const path of [...paths, '/tasks', '/complaints', '/sync', '/sync?view=settled']) {
      pages.set(path, withoutTimes(await device.read(path)))
    }
    if (!pages.get('/sync')?.includes('没有待上传的内容'))
      found.push(`[I7] the ledger of ${name} is not empty`)
    const shown = [...pages.values()].join('\n')
    for (const { text } of typed) {
      const isFor = forPerson.includes(text)
      if (isFor && !shown.includes(text)) found.push(`[I1] ${name} does not show “${text}”`)
      if (!isFor && shown.includes(text))
        found.push(`[I4] ${name} shows “${text}”, which is not for its person`)
    }
    first ??= pages
    for (const [path, page] of pages) {
      if (page !== first.get(path))
        found.push(
          `[I1] ${name} shows another ${path} than the first device: ${differingPart(first.get(path) ?? '', page)}`,
        )
    }
  }
  return found
}

/** Times of the clock and ages differ from one look to the next. */
function withoutTimes(text: string): string {
  return text.replaceAll(/\d{1,2}:\d{2}|\d+ (?:分钟|小时)前|刚刚/g, '')
}

function differingPart(one: string, other: string): string {
  const at = [...one].findIndex((character, index) => character !== other[index])
  const from = Math.max(0, at - 30)
  return `“${one.slice(from, from + 90)}” and “${other.slice(from, from + 90)}”`
}

/** As many at once as the machine has cores for. */
async function inPairs<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items]
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker))
}
