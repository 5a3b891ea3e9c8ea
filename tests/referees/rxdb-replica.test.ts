/** The RxDB client, which nobody here wrote, over the wire of docs/sync.md, beside our own client. */
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { inServerDatabase } from '#tests/support/server-database.ts'
import type { TestServer } from '#tests/support/test-server.ts'
import { customer, note, task } from './branch-records.ts'
import { expectSame, type MixedBranch, settle, startMixedBranch } from './mixed-branch.ts'

type Role = Parameters<TestServer['colleague']>[0]

let branch: MixedBranch
beforeAll(async () => {
  branch = await startMixedBranch(12)
})
afterAll(() => branch.server.close())
afterEach(() => branch.closeDevices())

test('[I1][SC2] what RxDB holds is what the server shows each role, and what our client shows', async () => {
  const there = await branch.foreign()
  const here = await branch.ours()
  await here.sync()
  expect(await expectSame(there, here)).toBeGreaterThan(15)
  const lobby = await branch.foreign('lobby')
  expect(await lobby.replica.documents('notes')).toEqual([])
  expect(await expectSame(lobby)).toBeGreaterThanOrEqual(12)
})

test('[I1][ME4][ME5] edits of both clients while they were offline come together on both', async () => {
  const [there, here] = [await branch.foreign(), await branch.ours()]
  const card = customer(there.replica.wire, { pinnedNote: '喜欢下午来。', likes: ['茶'] })
  await there.replica.collections.customers.insert(card)
  await settle(there, here)
  there.network.down = true
  await there.edit('customers', card.id, () => ({
    pinnedNote: '喜欢下午来。女儿在学书法。',
    stage: 'growing',
  }))
  await there.edit('customers', card.id, () => ({ likes: ['茶', '象棋'] }))
  await here.replica.commit([
    {
      recordType: 'customer',
      recordId: card.id,
      kind: 'patch',
      args: {
        changes: {
          pinnedNote: { from: '喜欢下午来。', to: '喜欢下午三点来。' },
          salutation: { from: null, to: '欧阳老师' },
        },
      },
    },
    {
      recordType: 'customer',
      recordId: card.id,
      kind: 'add',
      args: { field: 'likes', items: ['围棋'] },
    },
  ])
  await here.sync()
  await settle(there, here)
  await expectSame(there, here)
  expect(await there.read('customers', card.id)).toMatchObject({
    pinnedNote: '喜欢下午三点来。女儿在学书法。',
    salutation: '欧阳老师',
    stage: 'growing',
    likes: expect.arrayContaining(['茶', '象棋', '围棋']),
  })
})

test('[PU1][I3] a push whose answer was lost, through a restart, is done once', async () => {
  const there = await branch.foreign()
  const todo = task(there.replica.wire)
  await there.replica.collections.tasks.insert(todo)
  await there.sync()
  const completions = {
    [randomUUID()]: { at: 1, by: there.replica.wire.staffId, result: '已约周五' },
  }
  there.network.fail(
    '/sync/push',
    { kind: 'drop-answer' },
    { kind: 'drop-answer' },
    { kind: 'twice' },
  )
  await there.edit('tasks', todo.id, () => ({ completions, priority: 'high' }))
  await expect.poll(() => there.network.pushes.length).toBeGreaterThanOrEqual(2)
  await there.reopen()
  await there.replica.sync()
  const { pushes } = there.network
  expect(new Set(pushes.slice(1).map(({ operations }) => JSON.stringify(operations))).size).toBe(1)
  expect(
    (await there.replica.journal.all()).map(({ outcome, confirmed }) => [outcome, confirmed]),
  ).toEqual([
    ['applied', true],
    ['applied', true],
    ['applied', true],
  ])
  await expectSame(there)
  const data = await there.read('tasks', todo.id)
  expect(data).toMatchObject({ priority: 'high' })
  expect(Object.keys(data?.['completions'] ?? {})).toEqual(Object.keys(completions))
})

test('[ME3][OP4] a conflict of the server reaches the conflict handler of RxDB, and what was typed is in an issue', async () => {
  const [there, here] = [await branch.foreign(), await branch.ours()]
  const todo = task(there.replica.wire)
  await there.replica.collections.tasks.insert(todo)
  await settle(there, here)
  there.network.down = true
  await there.edit('tasks', todo.id, () => ({ dueOn: '2026-12-05', title: '带资料去拜访' }))
  await here.replica.commit([
    {
      recordType: 'task',
      recordId: todo.id,
      kind: 'patch',
      args: { changes: { dueOn: { from: '2026-11-30', to: '2026-12-02' } } },
    },
  ])
  await here.sync()
  await settle(there, here)
  const asked = there.replica.conflicts.filter(({ mine }) => mine.id === todo.id)
  expect(asked.map(({ mine, theirs }) => [mine.data['dueOn'], theirs.data['dueOn']])).toEqual([
    ['2026-12-05', '2026-12-02'],
  ])
  expect(await there.read('tasks', todo.id)).toMatchObject({
    dueOn: '2026-12-02',
    title: '带资料去拜访',
  })
  await expectSame(there, here)
  const issues = await there.replica.documents('issues')
  expect(issues.find(({ data }) => data['recordId'] === todo.id)?.data).toMatchObject({
    outcome: 'conflict',
    fields: [{ field: 'dueOn', base: '2026-11-30', mine: '2026-12-05', theirs: '2026-12-02' }],
  })
})

test('[SC5][OP4] a document that the server refuses leaves RxDB and comes back as an issue with its content', async () => {
  const there = await branch.foreign('lobby')
  const wrong = note(there.replica.wire, randomUUID(), '不该写在这里的记录。')
  await there.replica.collections.notes.insert(wrong)
  await settle(there)
  expect(await there.read('notes', wrong.id)).toBeUndefined()
  await expectSame(there)
  const issues = await there.replica.documents('issues')
  expect(JSON.stringify(issues.find(({ data }) => data['recordId'] === wrong.id))).toContain(
    '不该写在这里的记录。',
  )
})

test('[ME7] removed in RxDB is archived in our client, archived in our client leaves RxDB, and an edit brings it back', async () => {
  const [there, here] = [await branch.foreign(), await branch.ours()]
  const [one, other] = [task(there.replica.wire), task(there.replica.wire)]
  await there.replica.collections.tasks.bulkInsert([one, other])
  await settle(there, here)
  await (await there.replica.collections.tasks.findOne(one.id).exec(true)).remove()
  await here.replica.commit([{ recordType: 'task', recordId: other.id, kind: 'archive', args: {} }])
  await settle(there, here)
  expect(here.replica.get('task', one.id)?.archivedAt).toBeTypeOf('number')
  expect(await there.read('tasks', one.id)).toBeUndefined()
  expect(await there.read('tasks', other.id)).toBeUndefined()
  await expectSame(there, here)
  await here.replica.commit([{ recordType: 'task', recordId: one.id, kind: 'restore', args: {} }])
  await settle(here, there)
  expect(await there.read('tasks', one.id)).toMatchObject(one.data)
  await expectSame(there, here)
})

test('[SC4][I4] what moves out of a scope leaves RxDB, and what was typed into it meanwhile is in an issue', async () => {
  const [from, to] = [await branch.foreign('rm'), await branch.foreign('rm', 1)]
  const [quiet, edited] = [task(from.replica.wire), task(from.replica.wire)]
  await from.replica.collections.tasks.bulkInsert([quiet, edited])
  await settle(from, to)
  from.network.down = true
  await from.edit('tasks', edited.id, () => ({ title: '离线时改的标题' }))
  for (const { id } of [quiet, edited]) await handOver(id, to.replica.wire.staffId)
  await settle(from, to)
  for (const { id } of [quiet, edited]) {
    expect(await from.read('tasks', id)).toBeUndefined()
    expect(await to.read('tasks', id)).toMatchObject({ assigneeId: to.replica.wire.staffId })
  }
  expect(JSON.stringify(await from.replica.documents('issues'))).toContain('离线时改的标题')
  await expectSame(from)
  await expectSame(to)
})
test('[SR1][I4] a scope that the checkpoint does not name any more leaves RxDB whole', async () => {
  const there = await branch.foreign('rm', 2)
  const cards = (await there.replica.documents('customers')).length
  const mine = customer(there.replica.wire)
  await there.replica.collections.customers.insert(mine)
  await there.replica.collections.notes.insert(note(there.replica.wire, mine.id, '谈了存款。'))
  await there.sync()
  expect((await there.replica.documents('notes')).length).toBeGreaterThan(0)
  const setRole = (role: Role) =>
    inServerDatabase(branch.server.folder, (database) =>
      database
        .prepare('update staff set role = ? where id = ?')
        .run(role, there.replica.wire.staffId),
    )
  setRole('lobby')
  await there.sync()
  expect(await there.replica.documents('notes')).toEqual([])
  expect((await there.replica.documents('customers')).length).toBe(cards + 1)
  await expectSame(there)
  setRole('rm')
  await there.sync()
  expect((await there.replica.documents('notes')).length).toBeGreaterThan(0)
  await expectSame(there)
})

test('[PL1][I6] a first pull that was cut goes on from the pages that RxDB stored, also after a restart', async () => {
  const there = await branch.newForeign('lead')
  const cuts = [3000, 9000, 20_000].map((after) => ({ kind: 'cut' as const, after }))
  there.network.fail('/sync/pull', ...cuts)
  await there.sync().catch(() => undefined)
  await there.reopen()
  await there.replica.sync()
  await expectSame(there)
  expect(there.replica.pulls[0]?.cursor).not.toBeNull()
})

test('[SC4] after a restart RxDB asks from its checkpoint, and gets what is new and nothing else', async () => {
  const [there, here] = [await branch.foreign(), await branch.ours()]
  await there.reopen()
  await there.replica.sync()
  const card = customer(here.session)
  const { id, data } = card
  await here.replica.commit([
    { recordType: 'customer', recordId: id, kind: 'create', args: { data } },
  ])
  await here.sync()
  const before = there.replica.pulls.length
  await there.replica.sync()
  const customers = there.replica.pulls.slice(before)[0]
  expect(customers?.cursor).not.toBeNull()
  expect(await there.read('customers', id)).toBeDefined()
  expect(Math.min(...there.replica.pulls.map(({ announced }) => announced))).toBe(0)
  await expectSame(there)
})

type StoredRecord = Parameters<
  Parameters<Parameters<TestServer['services']['store']['write']>[1]>[0]['records']['put']
>[0]

/** Moves a task to a colleague's own scope, as the server's store would for any change of scope. */
async function handOver(taskId: string, staffId: string): Promise<void> {
  const { folder, services } = branch.server
  const text = inServerDatabase(folder, (database) =>
    String(database.prepare('select body from records where id = ?').get(taskId)?.['body']),
  )
  const parse: (text: string) => StoredRecord = JSON.parse
  const stored = parse(text)
  const moved = { ...stored, data: { ...stored.data, assigneeId: staffId } }
  await services.store.write(Date.now(), ({ records }) => records.put(moved, `staff:${staffId}`))
}
