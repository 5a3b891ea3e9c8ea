import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#shared/domain/role.ts'
import { WaitAnswer } from '#shared/protocol/live-message.ts'
import { branchScope, portfolioScope } from '#shared/protocol/scope.ts'
import type { StaffAccount } from '#server/store/staff-table.ts'
import { type DirectSession, openDirectSession } from '#tests/support/direct-session.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'

let server: TestServer
let admin: DirectSession
beforeAll(async () => {
  server = await startTestServer({ customers: 20 })
  admin = await openDirectSession(server.services, server.colleague('admin').id)
})
afterAll(() => server.close())

function send(
  method: string,
  path: string,
  { cookie }: DirectSession,
  body: object,
): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-branchbook': '1', cookie }
  return fetch(server.url + path, { method, headers, body: JSON.stringify(body) })
}

/** A stream and a long poll of one device, both under way. */
async function listen(session: DirectSession) {
  const response = await fetch(`${server.url}/sync/live`, { headers: { cookie: session.cookie } })
  const stream = response.body?.getReader()
  if (stream === undefined) throw new Error('There is no stream.')
  await stream.read()
  const ask = (after: object | null, waitMs: number) =>
    send('POST', '/sync/live', session, { device: session.device, after, waitMs })
  const { seen } = WaitAnswer.parse(await (await ask(null, 0)).json())
  return { stream, poll: ask(seen, 25_000) }
}

/** Everything that is still said until the stream ends. */
async function rest(stream: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  let text = ''
  for (;;) {
    const { done, value } = await stream.read()
    if (done) return text
    text += new TextDecoder().decode(value)
  }
}

/** How a session can end while its device listens. */
const ends: Record<string, (who: StaffAccount, session: DirectSession) => Promise<Response>> = {
  'its own sign-out': (_who, session) => send('POST', '/api/sign-out', session, {}),
  'another device of the same person': async ({ id }, { device }) => {
    const other = await openDirectSession(server.services, id)
    return send('POST', `/api/devices/${device}/end`, other, {})
  },
  'the report that it is lost': async ({ id }, { device }) => {
    const other = await openDirectSession(server.services, id)
    return send('POST', `/api/devices/${device}/wipe`, other, {})
  },
  'the administrator': (_who, { device }) =>
    send('POST', `/admin/devices/${device}/end`, admin, {}),
  'a new password': ({ id }) => send('POST', `/admin/staff/${id}/password`, admin, {}),
  'the end of the account': ({ id }) =>
    send('PATCH', `/admin/staff/${id}`, admin, { active: false }),
}

describe('[SE2] what listens ends with the right to it', () => {
  test.each(Object.keys(ends))(
    '[SE2][SC5] at once, stream and long poll, when the session is ended by %s',
    async (way) => {
      const who = server.colleague('rm', 1)
      const session = await openDirectSession(server.services, who.id)
      const { stream, poll } = await listen(session)
      const ended = await ends[way]?.(who, session)
      expect(ended?.ok).toBe(true)
      // The stream says nothing more of anything but the person's own scope.
      expect(await rest(stream)).not.toContain(portfolioScope(who.id))
      expect((await poll).status).toBe(401)
    },
  )

  test('[SC2][PL5] who loses a role hears nothing more of what only that role holds', async () => {
    const who = server.colleague('lead')
    const session = await openDirectSession(server.services, who.id)
    const { stream, poll } = await listen(session)
    const change = (role: Role) => send('PATCH', `/admin/staff/${who.id}`, admin, { role })
    expect((await change('teller')).status).toBe(200)
    const { seen, scopes } = WaitAnswer.parse(await (await poll).json())
    const portfolio = portfolioScope(server.colleague('rm').id)
    expect(scopes).toContain(portfolio)
    expect(seen).not.toHaveProperty(portfolio)
    const { store, clock } = server.services
    const poke = (scope: string) =>
      store.write(clock(), async ({ records }) => records.poke([scope]))
    await poke(portfolio)
    await poke(branchScope(who.branchId))
    let heard = ''
    while (!heard.includes(branchScope(who.branchId))) {
      const { value } = await stream.read()
      heard += new TextDecoder().decode(value)
    }
    expect(heard).not.toContain(portfolio)
    await stream.cancel()
    expect((await change('lead')).status).toBe(200)
  })
})
