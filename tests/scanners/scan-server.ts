import { startServerProcess } from '#tests/support/server-process.ts'
import { createTestClient } from '#tests/support/test-client.ts'
import { readApiRoutes, type ApiRoute } from './api-routes.ts'
import { formsPath, startFormBridge } from './form-bridge.ts'
import { runNikto } from './nikto.ts'
import { runSqlmap } from './sqlmap.ts'
import { runWapiti } from './wapiti.ts'

export interface Scanned {
  counts: Record<string, number>
  violations: string[]
  report: string
}

const password = 'demo password 1'
/** Who the scanner is: nobody, a manager, the administrator. */
const people = { nobody: null, manager: '1001', administrator: '9001' }
/** A colleague whom a scanner may rename, and whose password it may reset. */
const victim = '3002'

/**
 * Runs the three scanners of Debian against a demonstration that really runs, over every route that it describes, signed in
 * and not. Traffic goes to 127.0.0.1 alone. A scanner that is not installed is a violation that says what to install.
 */
export async function scanServer(say: (text: string) => void): Promise<Scanned> {
  const server = await startServerProcess({ demoCustomers: 50, demoPassword: password })
  const counts: Record<string, number> = {}
  const violations: string[] = []
  const remarks = new Set<string>()
  const count = (name: string, by = 1) => (counts[name] = (counts[name] ?? 0) + by)
  const missing = (name: string) =>
    violations.push(`${name} is not installed: apt-get install ${name} (nikto is in non-free)`)

  async function signIn(staffNo: string | null): Promise<{ cookie: string; id: string }> {
    const client = createTestClient(server.url)
    if (staffNo !== null) await client.signIn(staffNo, password)
    return { cookie: client.cookie, id: client.device }
  }

  async function scanAs(who: keyof typeof people): Promise<void> {
    const { cookie } = await signIn(people[who])
    const bridge = await startFormBridge({ target: server.url, routes: await routes(), cookie })
    for (const [name, scan] of [
      ['wapiti', () => runWapiti(bridge.url, formsPath)],
      ['nikto', () => runNikto(bridge.url)],
    ] as const) {
      say(`${name} as ${who}`)
      const found = await scan()
      if (found === null) missing(name)
      else {
        count(`${name}: medium or high`, found.serious.length)
        violations.push(...found.serious.map((text) => `${name} as ${who}: ${text}`))
        for (const remark of found.remarks) remarks.add(`${name}: ${remark.slice(0, 160)}`)
      }
    }
    for (const [status, times] of bridge.statuses) count(`requests answered ${status}`, times)
    violations.push(...bridge.broken.map((address) => `5xx as ${who}: ${address}`))
    await bridge.close()
  }

  /** All but those that would end the scanner's own session. */
  async function routes(): Promise<ApiRoute[]> {
    const admin = createTestClient(server.url)
    await admin.signIn('9001', password)
    const staff: { id: string; staffNo: string }[] = await (await admin.get('/admin/staff')).json()
    const id = staff.find(({ staffNo }) => staffNo === victim)?.id ?? ''
    const all = await readApiRoutes(server.url, id)
    return all.filter(({ path, method }) => {
      const isStream = method === 'GET' && path === '/sync/live'
      return path !== '/api/sign-out' && !isStream
    })
  }

  async function injectSql(): Promise<void> {
    const sessions = { admin: await signIn('9001'), other: await signIn('1001') }
    for (const route of await routes()) {
      const name = `${route.method} ${route.path}`
      const { cookie } = route.path.startsWith('/admin') ? sessions.admin : sessions.other
      const id = /[0-9a-f-]{36}/.exec(route.path)?.[0] ?? 'none'
      const result = await runSqlmap(server.url, route, { id, cookie })
      if (result === null) return void missing('sqlmap')
      count('sqlmap: routes')
      count('sqlmap: injections', result.injections.length)
      if (!result.finished) violations.push(`sqlmap did not get through with ${name}`)
      violations.push(...result.injections.map((text) => `sqlmap ${name}: ${text}`))
      say(`sqlmap ${name}: ${result.injections.length} injections`)
    }
  }

  try {
    const scanAll = async () => {
      for (const who of ['nobody', 'manager', 'administrator'] as const) await scanAs(who)
    }
    await Promise.all([scanAll(), injectSql()])
    const alive = await fetch(`${server.url}/readyz`)
    if (!alive.ok) violations.push(`/readyz answers ${alive.status} afterwards`)
    if (/"level":(50|60)/.test(server.output())) violations.push('The server logged an error.')
  } finally {
    await server.dispose()
  }
  return { counts, violations, report: [...remarks].toSorted().join('\n') }
}
