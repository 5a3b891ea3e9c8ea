import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { certificateOf } from '#server/erasure-certificate.ts'
import { alongInWords } from '#server/ask-operator.ts'
import { eraseCustomer } from '#server/erase-customer.ts'
import type { ErasedAlong } from '#server/erased-along.ts'
import { runPersonalDataCommand } from '#server/personal-data-commands.ts'
import { showCustomer } from '#server/show-customer.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { card } from './erased-branch.ts'
import { customersOf, handOn, issueAbout, issuesOf, resolve, stored } from './handover-steps.ts'
import { taskData } from './record-data.ts'

let server: TestServer
let [anna, ben, lead, teller]: TestClient[] = []
beforeAll(async () => {
  server = await startTestServer({ customers: 40 })
  anna = await server.signIn(server.colleague('rm', 0))
  ben = await server.signIn(server.colleague('rm', 1))
  lead = await server.signIn('lead')
  teller = await server.signIn('teller')
})
afterAll(() => server.close())

function people() {
  if (!anna || !ben || !lead || !teller) throw new Error('Nobody.')
  return { anna, ben, lead, teller }
}

/** A new customer of somebody, with a task. */
async function customer(by: TestClient, name = '慕容晓岚'): Promise<{ id: string; task: string }> {
  const [id, task] = [randomUUID(), randomUUID()]
  const data = taskData(by.session.staffId, { customerId: id, title: `${name}的任务` })
  await by.push([
    by.draft('customer', id, { kind: 'create', args: { data: card(by, name, []) } }),
    by.draft('task', task, { kind: 'create', args: { data: { ...data } } }),
  ])
  return { id, task }
}

function mergeDraft(by: TestClient, id: string, to: string | null, from: string | null = null) {
  return by.draft('customer', id, {
    kind: 'patch',
    args: { changes: { mergedInto: { from, to } } },
  })
}

async function merge(by: TestClient, id: string, to: string | null, from: string | null = null) {
  const { results } = await by.push([mergeDraft(by, id, to, from)])
  return results[0]
}

async function mergedInto(id: string): Promise<unknown> {
  return (await stored(server, 'customer', id))?.record.data['mergedInto']
}

describe('[ME8] merging two customers', () => {
  test('[ME8] the owner and the lead merge and undo; a colleague at the counter does not', async () => {
    const { anna, lead, teller } = people()
    const [kept, away] = [await customer(anna), await customer(anna)]
    expect(await merge(teller, away.id, kept.id)).toMatchObject({
      outcome: 'rejected',
      reason: 'not-allowed',
    })
    expect(await merge(anna, away.id, kept.id)).toMatchObject({ outcome: 'applied' })
    expect(await mergedInto(away.id)).toBe(kept.id)
    expect(await merge(lead, away.id, null, kept.id)).toMatchObject({ outcome: 'applied' })
    expect(await mergedInto(away.id)).toBeUndefined()
    expect(await merge(lead, kept.id, away.id)).toMatchObject({ outcome: 'applied' })
  })

  test('[SE6][ME8] merging and undoing are rows of their own in the audit, with the id of the other card', async () => {
    const { anna, lead, teller } = people()
    const [kept, away] = [await customer(anna), await customer(anna)]
    await merge(teller, away.id, kept.id)
    await merge(anna, away.id, kept.id)
    await merge(lead, away.id, null, kept.id)
    const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
    const ofCard = rows.flatMap(({ row }) => (row.refId === away.id ? [row] : []))
    expect(ofCard.map(({ what, code, staffId }) => [what, code, staffId])).toEqual([
      ['operation', 'applied', anna.session.staffId],
      ['operation', 'rejected', teller.session.staffId],
      ['customers-merged', kept.id, anna.session.staffId],
      ['merge-undone', kept.id, lead.session.staffId],
    ])
  })

  test('[ME8] not into itself, nobody, somebody archived, or a customer of another owner or branch; and nobody is made so', async () => {
    const { anna, ben } = people()
    const one = await customer(anna)
    const refused = { outcome: 'rejected', reason: 'invalid-value' }
    expect(await merge(anna, one.id, one.id)).toEqual({
      n: expect.any(Number),
      ...refused,
      details: ['mergedInto', 'itself'],
    })
    const [ofBen = ''] = await customersOf(server, ben)
    expect(await merge(anna, one.id, ofBen)).toMatchObject({
      ...refused,
      details: ['mergedInto', 'other-owner'],
    })
    const archived = await customer(anna)
    await anna.push([anna.draft('customer', archived.id, { kind: 'archive', args: {} })])
    expect(await merge(anna, one.id, archived.id)).toMatchObject({
      ...refused,
      details: ['mergedInto', 'not-there'],
    })
    expect(await merge(anna, one.id, randomUUID())).toMatchObject({
      outcome: 'gone',
      reason: 'record-not-found',
    })
    const data = { ...card(anna, '单玉静', []), mergedInto: one.id }
    const made = await anna.push([
      anna.draft('customer', randomUUID(), { kind: 'create', args: { data } }),
    ])
    expect(made.results).toMatchObject([refused])
    // No way around the check, by a command that is for texts.
    const asText = await anna.push([
      anna.draft('customer', one.id, {
        kind: 'edit-text',
        args: { field: 'mergedInto', from: '', to: ofBen },
      }),
    ])
    expect(asText.results).toMatchObject([{ ...refused, details: ['mergedInto'] }])
    expect(await mergedInto(one.id)).toBeUndefined()
    // I5: what was typed is with its author.
    const issues = await issuesOf(server, anna.session.staffId)
    expect(issues.filter(({ data: issue }) => issue.recordId === one.id)).toHaveLength(5)
  })

  test('[ME8][GC2] a merge that arrives before the card it names is done when that has come', async () => {
    const { anna } = people()
    const away = await customer(anna)
    const id = randomUUID()
    expect(await merge(anna, away.id, id)).toMatchObject({ outcome: 'gone' })
    await anna.push([
      anna.draft('customer', id, { kind: 'create', args: { data: card(anna, '单玉静', []) } }),
    ])
    expect(await mergedInto(away.id)).toBe(id)
  })

  test('[ME8] two devices: the same is said once, the opposite is both, and into another one asks the second', async () => {
    const { anna, lead } = people()
    const [one, two, three] = [await customer(anna), await customer(anna), await customer(anna)]
    expect(await merge(anna, two.id, one.id)).toMatchObject({ outcome: 'applied' })
    expect(await merge(lead, two.id, one.id)).toMatchObject({ outcome: 'noop' })
    expect(await merge(lead, one.id, two.id)).toMatchObject({ outcome: 'applied' })
    expect(await merge(lead, two.id, three.id)).toMatchObject({
      outcome: 'conflict',
      reason: 'same-field-changed',
    })
    expect(await mergedInto(two.id)).toBe(one.id)
    const issues = await issuesOf(server, lead.session.staffId)
    expect(issues.find(({ data }) => data.recordId === two.id)?.data.fields).toMatchObject([
      { field: 'mergedInto', base: null, mine: three.id, theirs: one.id },
    ])
  })
})

describe('[SR2][ME8] a hand-over', () => {
  test('[SR2][ME8] of one takes along who is shown with it, with all children, and counts one customer', async () => {
    const { anna, ben, lead } = people()
    const [kept, away, first, alone] = [
      await customer(anna),
      await customer(anna),
      await customer(anna),
      await customer(anna),
    ]
    await merge(anna, away.id, kept.id)
    await merge(anna, first.id, away.id)
    const [fromId, toId] = [anna.session.staffId, ben.session.staffId]
    // Named is the one in the middle, as somebody had proposed it before the merge.
    const id = await handOn(lead, { fromId, toId, customerIds: [away.id] })
    for (const { id: each, task } of [kept, away, first]) {
      expect((await stored(server, 'customer', each))?.record.data['ownerId']).toBe(toId)
      expect((await stored(server, 'task', task))?.scope).toBe(portfolioScope(toId))
    }
    expect((await stored(server, 'customer', alone.id))?.record.data['ownerId']).toBe(fromId)
    expect((await stored(server, 'handover', id))?.record.data['movedCount']).toBe(1)
    // Undone by the next owner, they are his, each by itself.
    expect(await merge(ben, away.id, null, kept.id)).toMatchObject({ outcome: 'applied' })
  })

  test('[SR2][ME8] what was merged offline about somebody handed on meanwhile waits for the next owner', async () => {
    const { anna, ben, lead } = people()
    const [kept, away] = [await customer(anna), await customer(anna)]
    const draft = mergeDraft(anna, away.id, kept.id)
    const [fromId, toId] = [anna.session.staffId, ben.session.staffId]
    await handOn(lead, { fromId, toId, customerIds: [away.id, kept.id] })
    expect((await anna.push([draft])).results).toMatchObject([
      { outcome: 'quarantined', reason: 'handed-over' },
    ])
    expect(await mergedInto(away.id)).toBeUndefined()
  })
})

/** What a device sends of a merge that was made while it was offline: values of the one on the other, the log of them, and the step. */
function offlineMerge(by: TestClient, kept: string, away: string) {
  const edit = (type: 'customer' | 'profile', id: string, changes: Record<string, unknown>) =>
    by.draft(type, id, {
      kind: 'patch',
      args: {
        changes: Object.fromEntries(
          Object.entries(changes).map(([field, to]) => [field, { from: null, to }]),
        ),
      },
    })
  const entry = (record: string, field: string, after: string) => ({
    [`mergeLog.${randomUUID()}`]: { keptId: kept, record, field, before: null, after },
  })
  return [
    edit('customer', kept, { pinnedNote: '周三下午有空', stage: 'prospect' }),
    edit('profile', kept, { occupation: '后来开车行' }),
    edit('profile', away, {
      ...entry('customer', 'stage', 'prospect'),
      ...entry('profile', 'occupation', '后来开车行'),
    }),
    mergeDraft(by, away, kept),
  ]
}

async function withProfile(by: TestClient): Promise<string> {
  const { id } = await customer(by)
  const data = {
    customerId: id,
    contactPoints: {},
    investmentPreferences: [],
    preferredChannels: [],
  }
  await by.push([by.draft('profile', id, { kind: 'create', args: { data } })])
  return id
}

describe('[SR2][ME8] a merge that arrives after the one who was to be kept was handed on', () => {
  test('[SR2][ME8] lays nothing of the other card before the next owner, and its author is told that the merge was not done', async () => {
    const { anna, ben, lead } = people()
    const [kept, away] = [await withProfile(anna), await withProfile(anna)]
    const drafts = offlineMerge(anna, kept, away)
    const typed = anna.draft('profile', kept, {
      kind: 'patch',
      args: { changes: { employer: { from: null, to: '自己打听到的单位' } } },
    })
    const [fromId, toId] = [anna.session.staffId, ben.session.staffId]
    await handOn(lead, { fromId, toId, customerIds: [kept] })
    const { results } = await anna.push([typed, ...drafts])
    expect(results.at(-1)).toMatchObject({
      outcome: 'rejected',
      details: ['mergedInto', 'other-owner'],
    })
    const waiting = JSON.stringify(await issuesOf(server, toId))
    expect(waiting).not.toContain('后来开车行')
    expect(waiting).not.toContain('prospect')
    // What she typed herself is not of the other card.
    expect(waiting).toContain('自己打听到的单位')
    expect(await textOf('profile', away)).not.toContain(kept)
    const ofAnna = (await issuesOf(server, fromId)).filter(({ data }) =>
      [kept, away].includes(data.recordId),
    )
    const open = ofAnna.filter(({ data }) => data.resolution === undefined)
    expect(open.map(({ data }) => [data.outcome, data.reason])).toEqual(
      expect.arrayContaining([
        ['quarantined', 'handed-over'],
        ['rejected', 'invalid-value'],
      ]),
    )
    expect(JSON.stringify(open)).not.toContain('后来开车行')
    expect(JSON.stringify(ofAnna)).toContain('后来开车行')
  })

  test('[SR2][ME8] nor when the other one was handed on, too, to somebody else', async () => {
    const { anna, ben, lead } = people()
    const third = await server.signIn(server.colleague('rm', 2))
    const [kept, away] = [await withProfile(anna), await withProfile(anna)]
    const drafts = offlineMerge(anna, kept, away)
    const fromId = anna.session.staffId
    await handOn(lead, { fromId, toId: ben.session.staffId, customerIds: [kept] })
    await handOn(lead, { fromId, toId: third.session.staffId, customerIds: [away] })
    await anna.push(drafts)
    const waiting = (await issuesOf(server, ben.session.staffId)).filter(
      ({ data }) => data.recordId === kept,
    )
    expect(JSON.stringify(waiting)).not.toContain('后来开车行')
    expect(JSON.stringify(await issuesOf(server, third.session.staffId))).not.toContain(
      '后来开车行',
    )
  })

  test('[SR2][ME8] nor does he get it who takes over one of the two while it waits', async () => {
    const { anna, ben, lead } = people()
    const third = await server.signIn(server.colleague('rm', 2))
    const [kept, away] = [await withProfile(anna), await withProfile(anna)]
    const drafts = offlineMerge(anna, kept, away)
    const [fromId, toId] = [anna.session.staffId, ben.session.staffId]
    await handOn(lead, { fromId, toId, customerIds: [kept, away] })
    await anna.push(drafts)
    // Both are his: what was merged is his to take.
    expect(JSON.stringify(await issuesOf(server, toId))).toContain('后来开车行')
    await handOn(lead, { fromId: toId, toId: third.session.staffId, customerIds: [kept] })
    const waiting = JSON.stringify(await issuesOf(server, third.session.staffId))
    expect(waiting).not.toContain('后来开车行')
    expect(waiting).toContain('周三下午有空')
  })

  test('[SR2][ME8] whoever typed what is withdrawn in two steps has nothing left that nobody decides', async () => {
    const { anna, ben, lead } = people()
    const third = await server.signIn(server.colleague('rm', 2))
    const [kept, own, handed] = [
      await withProfile(anna),
      await withProfile(anna),
      await withProfile(anna),
    ]
    const edit = (id: string, changes: Record<string, unknown>) => {
      const args = {
        changes: Object.fromEntries(
          Object.entries(changes).map(([field, to]) => [field, { from: null, to }]),
        ),
      }
      return anna.draft('profile', id, { kind: 'patch', args })
    }
    const log = (field: string, after: string) => ({
      [`mergeLog.${randomUUID()}`]: {
        keptId: kept,
        record: 'profile',
        field,
        before: null,
        after,
      },
    })
    const drafts = [
      edit(kept, { occupation: '后来开车行', employer: '城东车行' }),
      edit(own, log('occupation', '后来开车行')),
      mergeDraft(anna, own, kept),
      edit(handed, log('employer', '城东车行')),
      mergeDraft(anna, handed, kept),
    ]
    const [fromId, toId] = [anna.session.staffId, ben.session.staffId]
    await handOn(lead, { fromId, toId, customerIds: [kept, handed] })
    await anna.push(drafts)
    const ofKept = async (staffId: string) =>
      (await issuesOf(server, staffId)).filter(
        ({ data }) => data.recordId === kept && data.recordType === 'profile',
      )
    // The one is hers: it is withdrawn at once. The other is as much his as the one who was kept.
    const waiting = JSON.stringify(await ofKept(toId))
    expect(waiting).not.toContain('后来开车行')
    expect(waiting).toContain('城东车行')
    await handOn(lead, { fromId: toId, toId: third.session.staffId, customerIds: [kept] })
    expect(await ofKept(third.session.staffId)).toEqual([])
    expect(await ofKept(toId)).toEqual([])
    expect((await ofKept(fromId)).map(({ data }) => data)).toMatchObject([
      { reason: 'handed-over', resolution: 'dismissed' },
    ])
  })
})

/** What is stored of a record, its history among it. */
async function textOf(type: string, id: string): Promise<string> {
  return JSON.stringify((await stored(server, type, id))?.record)
}

/** The answer to a request for access. */
async function told(id: string): Promise<string> {
  return JSON.stringify(await showCustomer(server.services, id))
}

/** One is merged into the other with a value taken over, and taken out again. */
async function mergedAndUndone(by: TestClient): Promise<{ kept: string; away: string }> {
  const [kept, away] = [(await customer(by)).id, (await customer(by)).id]
  const profile = (id: string, occupation: string) => {
    const data = {
      customerId: id,
      contactPoints: {},
      occupation,
      investmentPreferences: [],
      preferredChannels: [],
    }
    return by.draft('profile', id, { kind: 'create', args: { data } })
  }
  const edit = (id: string, field: string, from: unknown, to: unknown) =>
    by.draft('profile', id, { kind: 'patch', args: { changes: { [field]: { from, to } } } })
  const [before, after] = ['原来开面馆', '后来开车行']
  const entry = { keptId: kept, record: 'profile', field: 'occupation', before, after }
  const key = `mergeLog.${randomUUID()}`
  const { results } = await by.push([
    profile(kept, before),
    profile(away, after),
    edit(kept, 'occupation', before, after),
    edit(away, key, null, entry),
    mergeDraft(by, away, kept),
    edit(kept, 'occupation', after, before),
    edit(away, key, entry, null),
    mergeDraft(by, away, null, kept),
  ])
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['applied']))
  return { kept, away }
}

describe('[SR2][ME8] two who were merged and are apart again', () => {
  test('[SR2][ME8] whoever takes over one of them gets nothing of the other', async () => {
    const { anna, ben, lead } = people()
    const [fromId, toId] = [anna.session.staffId, ben.session.staffId]

    const first = await mergedAndUndone(anna)
    await handOn(lead, { fromId, toId, customerIds: [first.away] })
    expect(await textOf('profile', first.away)).not.toContain('原来开面馆')
    expect(await textOf('profile', first.away)).toContain('后来开车行')
    expect((await stored(server, 'profile', first.away))?.scope).toBe(portfolioScope(toId))
    // Nor is it left here for whoever gets the other one next.
    expect(await textOf('profile', first.kept)).not.toContain('后来开车行')
    expect((await stored(server, 'profile', first.kept))?.scope).toBe(portfolioScope(fromId))

    const second = await mergedAndUndone(anna)
    await handOn(lead, { fromId, toId, customerIds: [second.kept] })
    expect(await textOf('profile', second.kept)).not.toContain('后来开车行')
    expect(await textOf('profile', second.kept)).toContain('原来开面馆')
    expect(await textOf('profile', second.away)).not.toContain('原来开面馆')
  })

  test('[SR2][ME8] nor from what was merged offline and waits for his decision', async () => {
    const { anna, ben, lead } = people()
    const { kept, away } = await mergedAndUndone(anna)
    const entry = (before: string) => ({
      keptId: kept,
      record: 'profile',
      field: 'occupation',
      before,
      after: '后来开车行',
    })
    const key = `mergeLog.${randomUUID()}`
    const changes = {
      [key]: { from: null, to: entry('原来开面馆') },
      habits: { from: null, to: '爱下棋。' },
    }
    const draft = anna.draft('profile', away, { kind: 'patch', args: { changes } })
    const [fromId, toId] = [anna.session.staffId, ben.session.staffId]
    await handOn(lead, { fromId, toId, customerIds: [away] })
    expect((await anna.push([draft])).results).toMatchObject([{ reason: 'handed-over' }])
    const issue = await issueAbout(server, toId, away)
    expect(JSON.stringify(issue)).not.toContain('原来开面馆')
    const { results } = await ben.push([resolve(ben, issue.id, 'taken')])
    expect(results).toMatchObject([{ outcome: 'applied' }])
    expect((await stored(server, 'profile', away))?.record.data['habits']).toBe('爱下棋。')
    expect(await textOf('profile', away)).not.toContain('原来开面馆')
  })

  test('[SR2][ME8] a log that says what no merge wrote takes nothing out of a history', async () => {
    const { anna, ben, lead } = people()
    const [one, other] = [await mergedAndUndone(anna), await customer(anna)]
    const entry = {
      keptId: one.kept,
      record: 'profile',
      field: 'occupation',
      before: null,
      after: '后来开车行',
    }
    const data = {
      customerId: other.id,
      contactPoints: {},
      investmentPreferences: [],
      preferredChannels: [],
      mergeLog: { [randomUUID()]: entry },
    }
    await anna.push([anna.draft('profile', other.id, { kind: 'create', args: { data } })])
    const [fromId, toId] = [anna.session.staffId, ben.session.staffId]
    await handOn(lead, { fromId, toId, customerIds: [one.kept, one.away] })
    expect(await textOf('profile', one.kept)).toContain('后来开车行')
    expect(await textOf('profile', other.id)).not.toContain('后来开车行')
  })
})

describe('[SE7][ME8] the rights of a person', () => {
  test('[SE7][ME8] after a merge that was undone nothing of the one is left with the other', async () => {
    const { anna } = people()
    const first = await mergedAndUndone(anna)
    expect(await textOf('profile', first.away)).toContain('原来开面馆')
    await eraseCustomer(server.services, first.kept, '客户书面要求')
    expect(await textOf('profile', first.away)).not.toContain('原来开面馆')
    expect(await textOf('profile', first.away)).toContain('后来开车行')

    const second = await mergedAndUndone(anna)
    expect(await textOf('profile', second.kept)).toContain('后来开车行')
    await eraseCustomer(server.services, second.away, '客户书面要求')
    expect(await textOf('profile', second.kept)).not.toContain('后来开车行')
    expect(await textOf('profile', second.kept)).toContain('原来开面馆')
  })

  test('[SE7][ME8] what went on from one to the next is found and erased there, too', async () => {
    const { anna } = people()
    const { kept, away } = await mergedAndUndone(anna)
    const next = await customer(anna)
    const edit = (id: string, changes: Record<string, { from: unknown; to: unknown }>) =>
      anna.draft('profile', id, { kind: 'patch', args: { changes } })
    const data = {
      customerId: next.id,
      contactPoints: {},
      occupation: '一直开船',
      investmentPreferences: [],
      preferredChannels: [],
    }
    const entry = {
      keptId: next.id,
      record: 'profile',
      field: 'occupation',
      before: '一直开船',
      after: '后来开车行',
    }
    const key = `mergeLog.${randomUUID()}`
    const { results } = await anna.push([
      anna.draft('profile', next.id, { kind: 'create', args: { data } }),
      edit(next.id, { occupation: { from: '一直开船', to: '后来开车行' } }),
      edit(kept, { [key]: { from: null, to: entry } }),
      mergeDraft(anna, kept, next.id),
      edit(next.id, { occupation: { from: '后来开车行', to: '一直开船' } }),
      edit(kept, { [key]: { from: entry, to: null } }),
      mergeDraft(anna, kept, null, next.id),
    ])
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['applied']))
    expect(await textOf('profile', next.id)).toContain('后来开车行')
    await eraseCustomer(server.services, away, '客户书面要求')
    for (const id of [kept, next.id]) {
      expect(await textOf('profile', id)).not.toContain('后来开车行')
    }
    expect(await textOf('profile', kept)).toContain('原来开面馆')
    expect(await textOf('profile', next.id)).toContain('一直开船')
  })

  test('[SE7][ME8] an answer to one says nothing of who was merged with him and is apart again', async () => {
    const { anna } = people()
    const { kept, away } = await mergedAndUndone(anna)
    expect(await told(away)).not.toContain('原来开面馆')
    expect(await told(away)).toContain('后来开车行')
    expect(await told(kept)).not.toContain('后来开车行')
    expect(await told(kept)).toContain('原来开面馆')
    // An undo that was not simply taken lies in the inbox with both values.
    const entry = { keptId: kept, record: 'profile', field: 'occupation' }
    const key = `mergeLog.${randomUUID()}`
    const log = (from: unknown, to: unknown) =>
      anna.draft('profile', away, { kind: 'patch', args: { changes: { [key]: { from, to } } } })
    const [one, two, three] = ['一', '二', '三'].map((word) => ({
      ...entry,
      before: `原来开面馆${word}`,
      after: `后来开车行${word}`,
    }))
    const { results } = await anna.push([log(null, one), log(two, three)])
    expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'conflict'])
    expect(await told(away)).not.toContain('原来开面馆')
    expect(await told(kept)).not.toContain('后来开车行')
  })

  test('[SE7][ME8] a merge that comes when the other one is erased brings nothing of him back', async () => {
    const { anna } = people()
    const [kept, away] = [await customer(anna), await customer(anna)]
    const entry = {
      keptId: kept.id,
      record: 'profile',
      field: 'occupation',
      before: '原来开茶庄',
      after: '后来开车行',
    }
    const key = randomUUID()
    const data = {
      customerId: away.id,
      contactPoints: {},
      investmentPreferences: [],
      preferredChannels: [],
    }
    const patch = (changes: Record<string, { from: unknown; to: unknown }>) =>
      anna.draft('profile', away.id, { kind: 'patch', args: { changes } })
    await anna.push([anna.draft('profile', away.id, { kind: 'create', args: { data } })])
    const late = [
      patch({ [`mergeLog.${key}`]: { from: null, to: entry } }),
      patch({ mergeLog: { from: null, to: { [key]: entry } } }),
      anna.draft('profile', away.id, {
        kind: 'create',
        args: { data: { ...data, mergeLog: { [key]: entry } } },
      }),
      mergeDraft(anna, away.id, kept.id),
    ]
    await eraseCustomer(server.services, kept.id, '客户书面要求')
    const { results } = await anna.push(late)
    for (const result of results) {
      expect(result).toMatchObject({ outcome: 'gone', reason: 'record-erased' })
    }
    const everywhere = await server.services.store.read(({ records }) =>
      records.mentioning('原来开茶庄'),
    )
    expect(everywhere).toEqual([])
  })

  test('[SE7][ME8] access and erasure are of all cards that are shown as one, each with a certificate', async () => {
    const { anna } = people()
    const [kept, away, other] = [
      await customer(anna, '费赤岩'),
      await customer(anna, '费吃岩'),
      await customer(anna, '洪另一'),
    ]
    await merge(anna, away.id, kept.id)
    for (const { id } of [kept, away]) {
      const answer = await told(id)
      for (const text of ['费赤岩的任务', '费吃岩的任务']) expect(answer).toContain(text)
      expect(answer).not.toContain('洪另一')
    }
    const asked: ErasedAlong[] = []
    const order = {
      command: 'erase-customer' as const,
      customer: away.id,
      reason: '客户书面要求',
      data: { folder: server.folder },
    }
    const refusing = runPersonalDataCommand(server.services, {
      ...order,
      async mayTakeAlong(along) {
        asked.push(...along)
        return false
      },
    })
    await expect(refusing).rejects.toThrow('Nothing was erased')
    expect(asked).toMatchObject([{ id: kept.id, name: '费赤岩', records: 2 }])
    expect(alongInWords(asked).join('\n')).toContain(`费赤岩, 2 records, customer ${kept.id}`)
    for (const { id } of [kept, away]) expect(await stored(server, 'customer', id)).toBeDefined()
    await runPersonalDataCommand(server.services, { ...order, mayTakeAlong: async () => true })
    const certificate = await eraseCustomer(server.services, away.id, '客户书面要求')
    expect(certificate.wiped).toBe(true)
    expect(certificate.together?.toSorted()).toEqual([kept.id, away.id].toSorted())
    for (const { id, task } of [kept, away]) {
      expect(await stored(server, 'customer', id)).toBeUndefined()
      expect(await stored(server, 'task', task)).toBeUndefined()
      expect(await server.services.store.read((reader) => certificateOf(reader, id))).toMatchObject(
        { customer: id, records: { customer: 1, task: 1 } },
      )
    }
    expect(await stored(server, 'task', other.task)).toBeDefined()
    // Again, by the other one: nothing is left to do.
    await eraseCustomer(server.services, kept.id, '客户书面要求')
    // And nobody is merged into who is gone.
    expect(await merge(anna, other.id, kept.id)).toMatchObject({
      outcome: 'gone',
      reason: 'record-erased',
    })
  })
})
