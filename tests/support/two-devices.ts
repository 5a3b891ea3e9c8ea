import { startServerProcess } from './server-process.ts'
import { createTablet, type Tablet } from './tablet.ts'

const password = 'demo password 1'

/** Two devices of one relationship manager, in step with a server of their own and ready to work offline. */
export interface TwoDevices {
  tablet: Tablet
  desktop: Tablet
  /** Opens both. */
  password: string
  dispose: () => Promise<void>
}

/** Starts them; `name` tells their profiles from those of other tests. */
export async function startTwoDevices(name: string, demoCustomers: number): Promise<TwoDevices> {
  const server = await startServerProcess({ demoCustomers, demoPassword: password })
  const tablet = createTablet(`${name}-tablet`, server.url)
  const desktop = createTablet(`${name}-desktop`, server.url)
  for (const each of [tablet, desktop]) {
    const app = await each.start()
    await app.signIn('1001', password)
    await app.untilSynced()
    await app.untilOfflineReady()
  }
  return {
    tablet,
    desktop,
    password,
    async dispose() {
      await Promise.all([tablet.dispose(), desktop.dispose()])
      await server.dispose()
    },
  }
}
