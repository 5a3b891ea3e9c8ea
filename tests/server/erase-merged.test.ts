import { randomUUID } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askToTakeAlong } from '#server/ask-operator.ts'
import type { ErasedAlong } from '#server/erased-along.ts'
import { runPersonalDataCommand } from '#server/personal-data-commands.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { card } from './erased-branch.ts'
import { stored } from './handover-steps.ts'
import { complaintData } from './record-data.ts'

let server: TestServer
let anna: TestClient
beforeAll(async () => {
  server = await startTestServer({ customers: 10 })
  anna = await server.signIn('rm')
})
afterAll(() => server.close())

async function customer(name: string): Promise<string> {
  const id = randomUUID()
  const data = { ...card(anna, name, []) }
  await anna.push([anna.draft('customer', id, { kind: 'create', args: { data } })])
  return id
}

async function merge(id: string, to: string): Promise<void> {
  const changes = { mergedInto: { from: null, to } }
  const { results } = await anna.push([
    anna.draft('customer', id, { kind: 'patch', args: { changes } }),
  ])
  expect(results[0]).toMatchObject({ outcome: 'applied' })
}

/** The operator says yes to what is shown, after `meanwhile`. */
async function erase(id: string, meanwhile: () => Promise<void> = async () => undefined) {
  const asked: ErasedAlong[] = []
  const lines = await runPersonalDataCommand(server.services, {
    command: 'erase-customer',
    customer: id,
    reason: '客户书面要求',
    data: { folder: server.folder },
    async mayTakeAlong(along) {
      asked.push(...along)
      await meanwhile()
      return true
    },
  })
  return { asked, lines }
}

test('[SE7][ME8] nobody is erased whom the operator was not shown', async () => {
  const [kept, away, third] = [await customer('甲'), await customer('乙'), await customer('丙')]
  await merge(away, kept)
  const surprised = erase(kept, () => merge(third, kept))
  await expect(surprised).rejects.toThrow(
    `Nothing was erased: customer ${third} was merged with this one just now.`,
  )
  for (const id of [kept, away, third]) expect(await stored(server, 'customer', id)).toBeDefined()
  const { asked } = await erase(kept)
  expect(asked.map(({ id }) => id).toSorted()).toEqual([away, third].toSorted())
  for (const id of [kept, away, third]) expect(await stored(server, 'customer', id)).toBeUndefined()
})

test('[SE7][ME8] the count that the operator is shown is what the certificate says afterwards', async () => {
  const [kept, away] = [await customer('丁'), await customer('戊')]
  await merge(away, kept)
  const { branchId, staffId } = anna.session
  const year = 365 * 24 * 60 * 60 * 1000
  const old = server.services.clock() - 4 * year
  const complaintId = randomUUID()
  const closed = {
    id: randomUUID(),
    by: staffId,
    occurredAt: old,
    kind: 'closed',
    reply: '已答复',
    noticeHow: 'phone',
    remediesTold: true,
  }
  const { results } = await anna.push([
    anna.draft('complaint', complaintId, {
      kind: 'create',
      args: {
        data: {
          ...complaintData(branchId, staffId, randomUUID(), { receivedAt: old }),
          events: {},
          customerId: away,
        },
      },
    }),
    anna.draft('complaint', complaintId, { kind: 'append', args: { event: closed } }),
  ])
  expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
  const { asked } = await erase(kept)
  expect(asked).toMatchObject([{ id: away, records: 2 }])
  expect(await stored(server, 'complaint', complaintId)).toBeUndefined()
})

test('[SE7] no name is written unless question and answer both go through a terminal', async () => {
  const along = [{ id: 'id-of-one', name: '费赤岩', phoneTail: '4321', records: 2 }]
  for (const [inIsTTY, outIsTTY] of [
    [false, false],
    [true, false],
    [false, true],
  ]) {
    const { stdin, stdout } = terminal({ inIsTTY, outIsTTY })
    const failure: unknown = await askToTakeAlong(along, { stdin, stdout }).catch(
      (error: unknown) => error,
    )
    expect(String(failure)).toContain('another card: id-of-one. Nothing was erased.')
    expect(String(failure)).toContain('--with-merged')
    expect(String(failure) + String(stdout.read())).not.toMatch(/费赤岩|4321/u)
  }
  for (const [answer, isYes] of [
    ['yes\n', true],
    ['y\n', false],
  ] as const) {
    const { stdin, stdout } = terminal({ inIsTTY: true, outIsTTY: true })
    const asking = askToTakeAlong(along, { stdin, stdout })
    stdin.write(answer)
    expect(await asking).toBe(isYes)
    expect(String(stdout.read())).toContain('费赤岩, number ending in 4321, 2 records')
  }
})

function terminal({ inIsTTY = false, outIsTTY = false }) {
  return {
    stdin: Object.assign(new PassThrough(), { isTTY: inIsTTY }),
    stdout: Object.assign(new PassThrough(), { isTTY: outIsTTY }),
  }
}
