import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MovedEvent, ScopePositions } from '#shared/protocol/live-message.ts'
import { portfolioScope, staffScope } from '#shared/protocol/scope.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { taskData } from './record-data.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 30 })
})
afterAll(() => server.close())

/** Opens the stream and answers its events one by one. */
async function listen(client: TestClient) {
  const stop = new AbortController()
  const response = await fetch(`${server.url}/sync/live`, {
    headers: { cookie: client.cookie, accept: 'text/event-stream' },
    signal: stop.signal,
  })
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  expect(response.headers.get('content-encoding')).toBeNull()
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  let at: ScopePositions = {}
  return {
    stop: () => stop.abort(),
    /** Where the scopes of the last event stand. */
    at: () => at,
    async next(): Promise<MovedEvent> {
      for (;;) {
        const event = /event: moved\nid: (.*)\ndata: (.*)\n\n/.exec(text)
        if (event !== null) {
          text = text.slice(event.index + event[0].length)
          at = ScopePositions.parse(JSON.parse(event[1] ?? ''))
          return MovedEvent.parse(JSON.parse(event[2] ?? ''))
        }
        const chunk = await reader?.read()
        if (chunk === undefined || chunk.done) throw new Error('The stream ended.')
        text += chunk.value
      }
    },
  }
}

function pushTask(client: TestClient) {
  const data = taskData(client.session.staffId)
  return client.push([client.draft('task', randomUUID(), { kind: 'create', args: { data } })])
}

test('[PL5] another device of the same person hears at once which scope moved', async () => {
  const who = server.colleague('rm')
  const [desk, tablet] = [await server.signIn(who), await server.signIn(who)]
  const events = await listen(tablet)
  await pushTask(desk)
  expect(await events.next()).toEqual({ scopes: [staffScope(who.id)] })
  const { positions } = (await tablet.pull()).checkpoint.cursor
  expect(events.at()).toEqual({ [staffScope(who.id)]: positions[staffScope(who.id)]?.['1'] })
  events.stop()
})

test('[PL5] nobody hears of a scope that he does not hold', async () => {
  const [owner, teller] = [await server.signIn('rm'), await server.signIn('teller')]
  const lead = await server.signIn('lead')
  const [byTeller, byLead] = [await listen(teller), await listen(lead)]
  const customer = (await owner.pull()).records.find(
    ({ type, data }) => type === 'customer' && data['ownerId'] === owner.session.staffId,
  )
  const data = taskData(owner.session.staffId, { customerId: customer?.id ?? '' })
  await owner.push([owner.draft('task', randomUUID(), { kind: 'create', args: { data } })])
  expect(await byLead.next()).toEqual({ scopes: [portfolioScope(owner.session.staffId)] })
  await pushTask(teller)
  // The first thing the teller hears is his own task, not that of the portfolio.
  expect(await byTeller.next()).toEqual({ scopes: [staffScope(teller.session.staffId)] })
  byTeller.stop()
  byLead.stop()
})
