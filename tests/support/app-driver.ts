import type { BrowserContext, Page } from 'playwright-core'

/** A person at the app: what they press and what they see, by the words on the screen (简体中文). */
export interface AppDriver {
  page: Page
  /** First sign-in on this device; resolves when the shell stands. */
  signIn(staffNo: string, password: string): Promise<void>
  /** Opens the one vault of this device. */
  unlock(password: string): Promise<void>
  /** Goes to a path of the app without a reload, so that the vault stays open. */
  visit(path: string): Promise<void>
  /** The text of the sync chip. */
  chip(): Promise<string>
  /** Waits until nothing waits to be sent and the last pull is complete. */
  untilSynced(): Promise<void>
  /** Waits until the service worker has everything and serves this page. */
  untilOfflineReady(): Promise<void>
  /** CL5: the browser tells that its network is back; the emulation does so only for the first page. */
  wake(): Promise<void>
  /** Locks the vault from the rail (from tablet width up). */
  lock(): Promise<void>
}

/** Opens the app at an address in the first tab of a browser. */
export async function openApp(context: BrowserContext, url: string): Promise<AppDriver> {
  return driveApp(context.pages()[0] ?? (await context.newPage()), url)
}

/** Opens the app at an address in one more tab of the same browser. */
export async function openTab(context: BrowserContext, url: string): Promise<AppDriver> {
  return driveApp(await context.newPage(), url)
}

async function driveApp(page: Page, url: string): Promise<AppDriver> {
  await page.goto(url)
  const shell = page.getByRole('main')
  const chipButton = page.getByRole('banner').getByRole('button')

  async function shellStands(): Promise<void> {
    await page.getByRole('navigation').first().waitFor()
    await shell.getByRole('heading', { level: 1 }).first().waitFor()
  }

  return {
    page,
    async signIn(staffNo, password) {
      await page.locator('input[name=staffNo]').fill(staffNo)
      await page.locator('input[name=password]').fill(password)
      await page.getByRole('button', { name: '登录', exact: true }).click()
      await shellStands()
    },
    async unlock(password) {
      await page.locator('input[name=password]').fill(password)
      await page.getByRole('button', { name: '解锁', exact: true }).click()
      await shellStands()
    },
    async visit(path) {
      // The router listens to popstate: the address changes as a link would change it.
      await page.evaluate((to) => {
        history.pushState({}, '', to)
        dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
      }, path)
      await page.waitForURL((address) => address.pathname === path.split('?')[0])
    },
    chip: async () => (await chipButton.textContent()) ?? '',
    async untilSynced() {
      await page.waitForFunction(() =>
        /已同步 \d\d:\d\d/.test(document.querySelector('header')?.textContent ?? ''),
      )
    },
    async untilOfflineReady() {
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    },
    async wake() {
      await page.evaluate(() => dispatchEvent(new Event('online')))
    },
    async lock() {
      await page.getByRole('complementary').getByRole('button', { name: '锁定' }).click()
      await page.getByRole('heading', { name: '已锁定' }).waitFor()
    },
  }
}
