import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { v7 } from 'uuid'
import {
  type Random,
  randomInteger,
  randomItem,
  seededRandom,
} from '#shared/domain/seeded-random.ts'
import { create, patch } from '#replica/replica.ts'
import { verdictOf } from '#sync/round-ending.ts'
import { compiledCode } from '#tests/support/compiled-code.ts'
import { verifyAudit } from '#tests/support/server-database.ts'
import { type ServerProcess, startServerProcess } from '#tests/support/server-process.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import {
  addCustomer,
  type BranchDevice,
  newBranchDevice,
  taskData,
} from '#tests/sync/branch-device.ts'
import { differencesBetween, findForgotten } from './told-again.ts'

const password = 'demo password 1'
/** Two tablets of one manager, and the lead. */
const people = ['1001', '1001', '5001']
/** Rounds after which a device must have healed by itself. */
const roundsToHeal = 4

/** What the branch works on, and every text that somebody typed. */
interface Work {
  random: Random
  customers: string[]
  tasks: string[]
  typed: string[]
}

/**
 * I11: a real server process is backed up, goes on, and is put back, again and again, with the commands of an operator.
 * Devices that are ahead of the backup heal by themselves: everything that was typed is on the server again, once, and all
 * devices show the same.
 */
export async function restoreBackups({
  restores,
  seed,
}: {
  restores: number
  seed: string
}): Promise<{ counts: Record<string, number>; violations: string[] }> {
  const random = seededRandom(seed)
  const folder = temporaryFolder('restores')
  const data = join(folder.path, 'data')
  const server = await startServerProcess({
    folder: data,
    demoCustomers: 20,
    demoPassword: password,
  })
  const work: Work = { random, customers: [], tasks: [], typed: [] }
  const counts = { restores, acknowledged: 0, younger: 0, rounds: 0, tooEarly: 0 }
  const violations: string[] = []
  try {
    const devices = await Promise.all(people.map((staffNo) => newDevice(server, staffNo)))
    for (let count = 0; count < 8; count += 1) await type(devices[0], work)
    for (const device of devices) await device.sync()

    let copies = 0
    for (let restore = 0; restore < restores; restore += 1) {
      await everybodyWorks(devices, work)
      copies += 1
      await operate('backup', data, copyOf(folder.path, copies))
      // A device whose session is younger than the backup asks for the password once.
      if (devices.length < 5 && random() < 0.3) {
        devices.push(await newDevice(server, '1001'))
        counts.younger += 1
      }
      await everybodyWorks(devices, work)
      counts.acknowledged = work.typed.length
      // And something that no server has seen.
      for (const device of devices) if (random() < 0.6) await type(device, work)

      await (random() < 0.5 ? server.stop() : server.kill())
      // Mostly the last copy; sometimes one before it.
      const copy = Math.max(1, copies - (random() < 0.3 ? randomInteger(random, 1, 2) : 0))
      await operate('restore', data, copyOf(folder.path, copy))
      await server.restart()
      counts.rounds += await heal(devices, violations)

      const { wrong, tooEarly } = findForgotten(data, work)
      violations.push(...wrong.map((text) => `restore ${restore}: ${text}`))
      counts.tooEarly = tooEarly
      violations.push(...differencesBetween(devices))
      const audit = await verifyAudit(data)
      if (!audit.includes('whole')) violations.push(audit)
    }
    // One that has nothing but what the server says.
    const fresh = await newDevice(server, '1001')
    await fresh.sync()
    violations.push(...differencesBetween([fresh, ...devices.slice(0, 1)]))
    return { counts: { ...counts, typed: work.typed.length }, violations }
  } finally {
    await server.dispose()
    folder.remove()
  }
}

function newDevice(server: ServerProcess, staffNo: string): Promise<BranchDevice> {
  return newBranchDevice(server.url, { staffNo, password })
}

function copyOf(folder: string, count: number): string {
  return join(folder, `copy-${count}.sqlite`)
}

/** `npm run backup` or `npm run restore` on the folder of the server; rejects with what it printed when it fails. */
async function operate(command: 'backup' | 'restore', data: string, file: string): Promise<void> {
  await promisify(execFile)(process.execPath, [`sync-server/${command}.ts`, file], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, ...compiledCode, DATA_DIR: data, DATABASE_URL: '' },
  })
}

/** Everybody types, sends and fetches; at the end everything is acknowledged. */
async function everybodyWorks(devices: readonly BranchDevice[], work: Work): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    for (const device of devices) {
      for (let count = randomInteger(work.random, 0, 4); count > 0; count -= 1) {
        await type(device, work)
      }
    }
    for (const device of devices) await device.sync()
  }
}

async function type(device: BranchDevice | undefined, work: Work): Promise<void> {
  if (device === undefined) throw new Error('No device to type on.')
  const { replica, session } = device
  const { random, customers, tasks } = work
  const text = `记${letters(work.typed.length)}尾`
  const customerId = customers.length > 0 ? randomItem(random, customers) : undefined
  const taskId = tasks.length > 0 ? randomItem(random, tasks) : undefined
  const card = customerId && replica.get('customer', customerId)?.data
  const task = taskId && replica.get('task', taskId)?.data
  const what = randomInteger(random, 0, 4)
  work.typed.push(text)
  if (what === 0 && taskId && task) {
    await replica.commit([patch('task', taskId, task, { title: text })])
    return
  }
  if (what === 1 && taskId && task) {
    const args = { completionId: v7(), result: text }
    await replica.commit([{ recordType: 'task', recordId: taskId, kind: 'complete', args }])
    return
  }
  if (what <= 3 && customerId && card) {
    const pinnedNote = `${card.pinnedNote ?? ''}${text}。`
    // A note has its limit; before it is reached another customer is used.
    if (pinnedNote.length < 1500) {
      await replica.commit([patch('customer', customerId, card, { pinnedNote })])
      return
    }
  }
  if (session.role === 'rm' && (customerId === undefined || random() < 0.3)) {
    customers.push(await addCustomer(device, { salutation: text }))
    return
  }
  const id = v7()
  const more = { title: text, ...(customerId && card ? { customerId } : {}) }
  await replica.commit([create('task', id, taskData(session, more))])
  if (customerId && card) tasks.push(id)
}

/** Rounds of all devices, as they come by themselves; answers how many. Whoever is signed out signs in once. */
async function heal(devices: readonly BranchDevice[], violations: string[]): Promise<number> {
  let rounds = 0
  for (let round = 0; round < roundsToHeal; round += 1) {
    for (const device of devices) {
      rounds += 1
      const verdict = verdictOf(await device.round())
      if (verdict === 'signed-out') await device.signIn()
      const isLast = round === roundsToHeal - 1
      if (isLast && verdict !== 'reached')
        violations.push(`a device is ${verdict} after ${round} rounds`)
      if (isLast && device.replica.pending().length > 0) {
        violations.push(`${device.replica.pending().length} operations still wait`)
      }
    }
  }
  return rounds
}

/** No digits, for two changed numbers in one text are a conflict (ME4). */
function letters(count: number): string {
  return String(count).replaceAll(/\d/gu, (digit) => String.fromCharCode(97 + Number(digit)))
}
