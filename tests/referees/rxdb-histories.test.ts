/** Random histories of RxDB and our client over a network that loses, doubles and cuts; the seed is in the name. */
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { recordsThatSay } from '#tests/support/server-database.ts'
import type { BranchDevice } from '#tests/sync/branch-device.ts'
import { customer, note, task } from './branch-records.ts'
import type { ForeignDevice } from './foreign-device.ts'
import { expectSame, type MixedBranch, settle, startMixedBranch } from './mixed-branch.ts'

let branch: MixedBranch
beforeAll(async () => {
  branch = await startMixedBranch(3)
})
afterAll(() => branch.server.close())
afterEach(() => branch.closeDevices())

const steps = 40

/** Numbers from 0 up to, not including, `below`; the same for the same seed (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** What the devices of one history share: the records they edit and the texts they typed. */
interface History {
  random: (below: number) => number
  customers: string[]
  tasks: string[]
  typed: string[]
}

test.each([11, 12, 13])(
  '[I1][I2][I3][I5][I7] RxDB and our client agree and nothing typed is lost, seed %i',
  async (seed) => {
    const random = randomOf(seed)
    const history: History = { random, customers: [], tasks: [], typed: [] }
    const theirs = [await branch.foreign(), await branch.foreign('lead')]
    const [first] = theirs
    if (first === undefined) throw new Error('No device.')
    let here = await branch.ours()
    const [card, todo] = [customer(first.replica.wire), task(first.replica.wire)]
    await first.replica.collections.customers.insert(card)
    await first.replica.collections.tasks.insert(todo)
    history.customers.push(card.id)
    history.tasks.push(todo.id)
    await settle(...theirs, here)

    for (let step = 0; step < steps; step += 1) {
      const foreign = theirs[random(theirs.length)] ?? first
      const what = random(16)
      if (what < 7) await editInRxdb(foreign, history, step)
      else if (what < 10) await editInOurs(here, history, step)
      else if (what === 10) await here.round()
      else if (what === 11) breakNetwork(random(2) === 0 ? foreign.network : here.network, random)
      else if (what === 12) foreign.network.down = !foreign.network.down
      else if (what === 13 && !foreign.network.down) await foreign.replica.sync()
      else if (what === 14 && !foreign.network.down) await foreign.reopen()
      else if (what === 15) here = await here.reopen()
    }
    await settle(...theirs, here)
    await settle(...theirs, here)

    await expectSame(first, here)
    for (const device of theirs) {
      await expectSame(device)
      for (const { operation, outcome, confirmed } of await device.replica.journal.all()) {
        expect.soft({ operation, outcome, confirmed }).toMatchObject({
          outcome: expect.stringMatching(/^(applied|merged|noop|conflict)$/),
          confirmed: true,
        })
      }
    }
    expect(history.typed.length).toBeGreaterThan(10)
    const { folder } = branch.server
    expect(history.typed.filter((text) => recordsThatSay(folder, text) === 0)).toEqual([])
    for (const { data } of await first.replica.documents('customers')) {
      const marks = String(data['pinnedNote'] ?? '').match(/记号\d+之\d+/gu) ?? []
      // I3: an edit that was applied twice would say its text twice.
      expect(new Set(marks).size).toBe(marks.length)
    }
  },
)

function mark(history: History, step: number): string {
  const text = `记号${history.random(1_000_000)}之${step}。`
  history.typed.push(text)
  return text
}

function pick(random: History['random'], items: readonly string[]): string {
  return items[random(items.length)] ?? ''
}

async function editInRxdb(device: ForeignDevice, history: History, step: number): Promise<void> {
  const { random } = history
  const { wire, collections } = device.replica
  const [cardId, taskId] = [pick(random, history.customers), pick(random, history.tasks)]
  const card = await device.read('customers', cardId)
  const todo = await device.read('tasks', taskId)
  switch (random(7)) {
    case 0: {
      const made = customer(wire, { pinnedNote: mark(history, step) })
      // A lead has no customers of his own; every new card is the manager's.
      if (card !== undefined) made.data['ownerId'] = card['ownerId']
      await collections.customers.insert(made)
      history.customers.push(made.id)
      // At once, while the card itself may still wait to be sent.
      await collections.notes.insert(note(wire, made.id, mark(history, step)))
      return
    }
    case 1: {
      if (card === undefined) return
      const made = task(wire, { customerId: cardId, title: mark(history, step) })
      await collections.tasks.insert(made)
      history.tasks.push(made.id)
      return
    }
    case 2:
      if (todo === undefined) return
      if (String(todo['title']).length > 150) return
      return append(device, 'tasks', taskId, 'title', mark(history, step))
    case 3: {
      if (todo === undefined) return
      const completion = { at: Date.now(), by: wire.staffId, result: mark(history, step) }
      return device.edit('tasks', taskId, ({ completions }) => ({
        completions: Object.assign({}, completions, { [randomUUID()]: completion }),
      }))
    }
    case 4:
      if (todo === undefined || random(3) > 0) return
      await (await collections.tasks.findOne(taskId).exec(true)).remove()
      return
    default: {
      if (card === undefined) return
      return append(device, 'customers', cardId, 'pinnedNote', mark(history, step))
    }
  }
}

/** RxDB sends the last state alone: a text that its own user replaces before it is sent is never said. */
function append(
  device: ForeignDevice,
  name: 'customers' | 'tasks',
  id: string,
  field: string,
  text: string,
): Promise<void> {
  return device.edit(name, id, (data) => ({ [field]: String(data[field] ?? '') + text }))
}

async function editInOurs(device: BranchDevice, history: History, step: number): Promise<void> {
  const { random } = history
  const cardId = pick(random, history.customers)
  const card = device.replica.get('customer', cardId)?.data
  if (card === undefined) return
  const at = { recordType: 'customer', recordId: cardId } as const
  if (random(2) === 0) {
    const args = { field: 'likes', items: [mark(history, step)] }
    await device.replica.commit([{ ...at, kind: 'add', args }])
    return
  }
  const from = card.pinnedNote ?? null
  const to = (from ?? '') + mark(history, step)
  await device.replica.commit([
    { ...at, kind: 'patch', args: { changes: { pinnedNote: { from, to } } } },
  ])
}

function breakNetwork(network: ForeignDevice['network'], random: History['random']): void {
  const path = random(2) === 0 ? '/sync/push' : '/sync/pull'
  const kinds = ['drop-request', 'drop-answer', 'twice'] as const
  const kind = kinds[random(4)]
  network.fail(path, kind === undefined ? { kind: 'cut', after: 1 + random(20_000) } : { kind })
}
