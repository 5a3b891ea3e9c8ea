import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Role, roles } from '#shared/domain/role.ts'
import { createApp } from '#server/app.ts'
import { createLogger } from '#server/request-log.ts'
import { type DirectSession, openDirectSession } from '#tests/support/direct-session.ts'
import { routesOf } from '#tests/support/server-routes.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { routeTable } from './route-table.ts'

let server: TestServer
let routes: string[]
beforeAll(async () => {
  server = await startTestServer({ customers: 1 })
  const { app } = await createApp({ services: server.services, logger: createLogger('error') })
  await app.ready()
  routes = routesOf(app)
  await app.close()
})
afterAll(() => server.close())

const nobody: DirectSession = {
  staffId: randomUUID(),
  device: randomUUID(),
  epoch: randomUUID(),
  cookie: '',
}
const ofOurs = { 'content-type': 'application/json', 'x-branchbook': '1' }
/** A page of another origin cannot set the header, and cannot change what the browser says of it. */
const doors = {
  ours: ofOurs,
  'without the header': { 'content-type': 'application/json' },
  'from another site': { ...ofOurs, 'sec-fetch-site': 'cross-site' },
  'from another origin of the site': { ...ofOurs, 'sec-fetch-site': 'same-site' },
}

async function statusOf(
  route: string,
  caller: DirectSession,
  headers: Record<string, string> = ofOurs,
): Promise<number> {
  const [method = '', address = ''] = route.split(' ')
  const line = routeTable[route] ?? routeTable[route.replace('HEAD', 'GET')]
  const path = address.replace(/:\w+/u, randomUUID())
  const stop = new AbortController()
  const response = await fetch(server.url + path, {
    method,
    signal: stop.signal,
    headers: { ...headers, cookie: caller.cookie },
    ...(line?.body === undefined ? {} : { body: JSON.stringify(line.body(caller)) }),
  })
  // A stream would never end.
  stop.abort()
  return response.status
}

const session = (role: Role) => openDirectSession(server.services, server.colleague(role).id)

async function endedSession(): Promise<DirectSession> {
  const ended = await session('lead')
  const { store, clock } = server.services
  await store.write(clock(), ({ sessions }) => sessions.endDevice(ended.device))
  return ended
}

describe('[SC5][SE2] the table of routes', () => {
  test('[SC5] names every route of the server and no other', () => {
    const known = Object.keys(routeTable)
    expect(routes.filter((route) => !route.startsWith('HEAD '))).toEqual(known.toSorted())
    for (const route of routes.filter((route) => route.startsWith('HEAD '))) {
      expect(known).toContain(route.replace('HEAD', 'GET'))
    }
  })

  test('[SE2] says what is answered without a session, and with one that has ended', async () => {
    const answers: Record<string, number[]> = {}
    const expected: Record<string, number[]> = {}
    for (const route of routes) {
      const { without } = routeTable[route.replace('HEAD', 'GET')] ?? { without: 0 }
      const ended = await endedSession()
      answers[route] = [await statusOf(route, nobody), await statusOf(route, ended)]
      expected[route] = [without, without]
    }
    expect(answers).toEqual(expected)
  })

  test('[SC5] says what each role is answered', async () => {
    const answers: Record<string, Record<string, number>> = {}
    const expected: typeof answers = {}
    for (const [route, line] of Object.entries(routeTable)) {
      const found = roles.map(async (role) => [role, await statusOf(route, await session(role))])
      answers[route] = Object.fromEntries(await Promise.all(found))
      const { others } = line.roles
      expected[route] = Object.fromEntries(roles.map((role) => [role, line.roles[role] ?? others]))
    }
    expect(answers).toEqual(expected)
  })

  test('[SE2] no write is taken that does not come from a page of ours, whoever is signed in', async () => {
    const admin = await session('admin')
    const answers: Record<string, Record<string, number>> = {}
    const expected: typeof answers = {}
    for (const route of routes.filter((route) => !/^(GET|HEAD) /u.test(route))) {
      const foreign = Object.entries(doors).filter(([door]) => door !== 'ours')
      const found = foreign.map(async ([door, headers]) => {
        return [door, await statusOf(route, admin, headers)] as const
      })
      answers[route] = Object.fromEntries(await Promise.all(found))
      expected[route] = Object.fromEntries(foreign.map(([door]) => [door, 403]))
    }
    expect(answers).toEqual(expected)
  })
})
