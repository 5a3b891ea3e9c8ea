import * as fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forbiddenText } from '#shared/domain/forbidden-text.ts'
import { withImportantDateDefaults } from '#shared/domain/important-date.ts'
import type { RecordData } from '#shared/domain/record-types.ts'
import { recordTypes } from '#shared/protocol/record.ts'
import { branchScope, portfolioScope, staffScope } from '#shared/protocol/scope.ts'
import { type ChangeRequest, create, patch } from '#replica/replica.ts'
import { addDate } from '#features/dates/date-commands.ts'
import { proposeHandover, returnHandover } from '#features/handover/handover-commands.ts'
import { completeTask, newTask } from '#features/tasks/task-commands.ts'
import { tablesThatSay } from '#tests/support/server-database.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { addCustomer, addTask, type BranchDevice } from './branch-device.ts'
import { anyStory, deviceOf, nth, save, storedIn, untilQuiet } from './offline-devices.ts'

let server: TestServer
/** Two devices of one manager. */
let devices: BranchDevice[] = []
beforeAll(async () => {
  server = await startTestServer({ customers: 3 })
  devices = [await deviceOf(server, 'rm'), await deviceOf(server, 'rm')]
})
afterAll(() => server.close())

function device(index: number): BranchDevice {
  const found = devices[index]
  if (found === undefined) throw new Error('There are two devices.')
  return found
}

/** A number that passes as one of a card, and a code; nobody writes either of them elsewhere. */
const card = '6222021234567894'
const code = '73519264'

/** Ways to write down what is never kept. */
const secrets = [
  card,
  `卡号${card}，请查`,
  '6222 0212 3456 7894',
  '6222-0212-3456-7894',
  '６２２２０２１２３４５６７８９４',
  `密码：${code}`,
  `cvv ${code}`,
  `PIN=${code}`,
]

/** Parts that say nothing alone, and are such a thing when they stand together. */
const parts = ['改了密码', code, '62220212', '34567894', '密码是', '客户很满意']

interface Place {
  customerId: string
  noteId: string
  taskId: string
}

/** Every kind of text that people write, by a name. */
const places: Record<string, (by: BranchDevice, at: Place, text: string) => ChangeRequest[]> = {
  name: (_, { customerId }, name) => [patch('customer', customerId, { name: '单一' }, { name })],
  pinned: (by, { customerId }, pinnedNote) => [
    patch('customer', customerId, by.replica.get('customer', customerId)?.data ?? {}, {
      pinnedNote,
    }),
  ],
  salutation: (_, { customerId }, salutation) => [
    patch('customer', customerId, {}, { salutation }),
  ],
  likes: (_, { customerId }, text) => [
    {
      recordType: 'customer',
      recordId: customerId,
      kind: 'add',
      args: { field: 'likes', items: [text] },
    },
  ],
  family: (_, { customerId }, family) => [patch('profile', customerId, {}, { family })],
  tags: (_, { customerId }, tag) => [patch('profile', customerId, {}, { tags: [tag] })],
  contact: (_, { customerId }, value) => {
    const changes = { 'contactPoints.one': { from: null, to: { kind: 'wechat', value } } }
    return [{ recordType: 'profile', recordId: customerId, kind: 'patch', args: { changes } }]
  },
  note: (by, at, text) => [create('interaction', v7(), { ...noteOf(by, at), text })],
  concerns: (by, at, concerns) => [
    create('interaction', v7(), { ...noteOf(by, at), concerns, expectations: concerns }),
  ],
  task: (by, { customerId }, title) => {
    const content = { title, note: title, dueOn: '2026-12-02', dueTime: undefined } as const
    const { staffId: assigneeId } = by.session
    const task = { ...content, kind: 'call', priority: 'normal', assigneeId } as const
    return newTask(v7(), task, { customerId, promised: true })
  },
  done: (_, { taskId }, result) => completeTask(taskId, v7(), result),
  date: (_, { customerId }, text) => {
    const date = { customerId, kind: 'custom', calendar: 'solar', month: 5, day: 4 } as const
    return addDate(v7(), withImportantDateDefaults({ ...date, label: text, note: text }), [])
  },
  consent: (_, { customerId }, evidence) => {
    const said = { kind: 'basic', state: 'given', on: '2026-11-02', how: 'written' } as const
    return [create('consent', v7(), { customerId, ...said, evidence })]
  },
  need: (_, { customerId }, note) => {
    const need = { type: 'growth', status: 'open', saidOn: '2026-11-02' } as const
    return [create('need', v7(), { customerId, ...need, note })]
  },
  relation: (_, { customerId }, name) => [
    create('relation', v7(), { customerId, other: { name }, kind: 'spouse' }),
  ],
  feedback: (by, { customerId }, text) => [
    create('feedback', v7(), {
      customerId,
      receivedBy: by.session.staffId,
      receivedOn: '2026-11-02',
      channel: 'branch',
      category: 'waiting',
      text,
      state: 'open',
    }),
  ],
  template: (by, _, text) => [
    create('template', v7(), {
      ownerId: by.session.staffId,
      occasion: 'followup',
      tone: 'warm',
      text,
      active: true,
    }),
  ],
  handover: (by, { customerId }, text) => {
    const { branchId, staffId } = by.session
    const toId = server.colleague('rm', 1).id
    const customers = { fromId: staffId, toId, customerIds: [customerId] }
    const id = v7()
    const proposal = { branchId, ...customers, reason: 'other' as const }
    // Proposed with the text, or without and returned with it.
    return text.startsWith('卡号')
      ? [...proposeHandover(id, { ...proposal, note: text })]
      : [...proposeHandover(id, proposal), ...returnHandover(id, text)]
  },
}

function noteOf(by: BranchDevice, { customerId }: Place): RecordData['interaction'] {
  return {
    customerIds: [customerId],
    authorId: by.session.staffId,
    at: Date.now(),
    channel: 'phone',
    direction: 'out',
    purpose: [],
    text: '谈过。',
  }
}

test('[invariant 13] nothing that looks like a card number, a code or a password is kept anywhere, in whatever text it was written', async () => {
  const action = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('write' as const),
        place: fc.constantFrom(...Object.keys(places)),
        secret: fc.constantFrom(...secrets),
        around: fc.constantFrom('', '客户说：', '好的。'),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('add-part' as const),
        part: fc.nat({ max: parts.length - 1 }),
        to: fc.constantFrom('note' as const, 'pinned' as const),
        isFirst: fc.boolean(),
      }),
    },
  )
  const taken: string[] = []
  await fc.assert(
    fc.asyncProperty(anyStory(action, { devices: 2, maxLength: 9 }), async ({ steps, order }) => {
      const owner = device(0)
      const customerId = await addCustomer(owner, { name: '单一' })
      const at: Place = { customerId, noteId: v7(), taskId: await addTask(owner, { customerId }) }
      await owner.replica.commit([
        create('interaction', at.noteId, noteOf(owner, at)),
        create('profile', customerId, {
          customerId,
          contactPoints: {},
          investmentPreferences: [],
          preferredChannels: [],
        }),
      ])
      await untilQuiet(devices, [0])
      for (const { by: index, action: step } of steps) {
        const by = device(index)
        if (step.kind === 'write') {
          const requests = places[step.place]?.(by, at, `${step.around}${step.secret}`) ?? []
          if (await save(by, requests)) taken.push(step.place)
        } else {
          await addPart(by, at, step.to, nth(parts, step.part) ?? '', step.isFirst)
        }
      }
      await untilQuiet(devices, order)
      expect(taken).toEqual([])
      const { branchId, staffId } = owner.session
      const scopes = [branchScope(branchId), portfolioScope(staffId), staffScope(staffId)]
      const held = await Promise.all(scopes.map((scope) => storedIn(server, scope)))
      const shown = devices.map(({ replica }) => recordTypes.map((type) => replica.all(type)))
      expect([...textsIn([held, shown])].filter(isForbidden)).toEqual([])
    }),
    { numRuns: 20 },
  )
  expect(tablesThatSay(server.folder, card)).toEqual([])
}, 60_000)

/** Adds a line to a text that the other device may be adding to as well. */
function addPart(
  by: BranchDevice,
  { customerId, noteId }: Place,
  place: 'note' | 'pinned',
  part: string,
  isFirst: boolean,
): Promise<boolean> {
  const { replica } = by
  const from =
    place === 'note'
      ? (replica.get('interaction', noteId)?.data.text ?? '')
      : (replica.get('customer', customerId)?.data.pinnedNote ?? '')
  const to = (isFirst ? [part, from] : [from, part]).filter(Boolean).join('\n')
  const target =
    place === 'note'
      ? { recordType: 'interaction' as const, recordId: noteId, field: 'text' }
      : { recordType: 'customer' as const, recordId: customerId, field: 'pinnedNote' }
  const { field, ...record } = target
  return save(by, [{ ...record, kind: 'edit-text', args: { field, from, to } }])
}

/** By the digits, whatever white space and dashes stand between them, and by the rule of the product. */
function isForbidden(text: string): boolean {
  const close = text.normalize('NFKC').replaceAll(/[\s\p{Pd}]/gu, '')
  return close.includes(card) || forbiddenText(text) !== null
}

const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu

function* textsIn(value: unknown): Iterable<string> {
  if (typeof value === 'string' && !isId.test(value)) yield value
  if (typeof value !== 'object' || value === null) return
  for (const member of Object.values(value)) yield* textsIn(member)
}
