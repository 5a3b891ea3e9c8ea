import type { BrowserContext } from 'playwright-core'
import { openApp, type AppDriver } from './app-driver.ts'
import { killBrowser, openProfile, type ProfileOptions } from './chromium.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** One device of one colleague: a browser profile on disk that outlives its browser. */
export interface Tablet {
  readonly folder: string
  /** The running app; throws while the browser is not started. */
  app(): AppDriver
  /** Starts the browser, with or without a network, and opens the app. */
  start(network?: 'online' | 'offline'): Promise<AppDriver>
  network(state: 'online' | 'offline'): Promise<void>
  /** SIGKILL. */
  kill(): Promise<void>
  /** Closes the browser as a person would. */
  close(): Promise<void>
  dispose(): Promise<void>
  /** What the console and the security policy complained about so far. */
  readonly complaints: string[]
  /** Every address that was asked for, or stood in the address bar. */
  readonly addresses: Set<string>
}

export function createTablet(name: string, url: string, options: ProfileOptions = {}): Tablet {
  const folder = temporaryFolder(`tablet-${name}`)
  const complaints: string[] = []
  const addresses = new Set<string>()
  let context: BrowserContext | null = null
  let driver: AppDriver | null = null

  return {
    folder: folder.path,
    complaints,
    addresses,
    app() {
      if (driver === null) throw new Error(`The browser of tablet ${name} is not running.`)
      return driver
    },
    async start(network = 'online') {
      context = await openProfile(folder.path, options)
      context.on('weberror', (error) => complaints.push(`error: ${error.error().message}`))
      context.on('console', (message) => {
        const text = message.text()
        if (/Content Security Policy|Trusted(Type|HTML|Script)|violates/i.test(text))
          complaints.push(`policy: ${text}`)
      })
      context.on('request', (request) => addresses.add(request.url()))
      context.on('page', (page) => page.on('framenavigated', (frame) => addresses.add(frame.url())))
      if (network === 'offline') await context.setOffline(true)
      driver = await openApp(context, url)
      driver.page.on('framenavigated', (frame) => addresses.add(frame.url()))
      return driver
    },
    async network(state) {
      // Whoever takes a tablet out of the branch has had the app on it for longer than a test.
      if (state === 'offline') await driver?.untilOfflineReady()
      await context?.setOffline(state === 'offline')
    },
    async kill() {
      if (context !== null) await killBrowser(context, folder.path)
      context = null
      driver = null
    },
    async close() {
      await context?.close()
      context = null
      driver = null
    },
    async dispose() {
      await context?.close()
      folder.remove()
    },
  }
}
