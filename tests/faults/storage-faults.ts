import type { Page } from 'playwright-core'

/** Takes everything away that the browser keeps for the app but its cookies, as a person or the browser itself may. */
export async function wipeStorage(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const storageTypes = 'indexeddb,local_storage,cache_storage,service_workers,file_systems'
  const { origin } = new URL(page.url())
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes })
  await session.detach()
}

/** How often it is asked whether the storage is full by now (ms), and how many times. */
const askEvery = 1000
const mostQuestions = 120

/**
 * Does something while the app may not keep one byte more. Chromium asks for the room that is left only every half a
 * minute, so this waits until it has noticed.
 */
export async function withFullStorage(page: Page, act: () => Promise<void>): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { origin } = new URL(page.url())
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  try {
    let isFull = false
    for (let asked = 0; !isFull && asked < mostQuestions; asked += 1) {
      await page.waitForTimeout(askEvery)
      isFull = await page.evaluate(refusesOneRow)
    }
    if (!isFull) throw new Error('The storage of the browser does not fill up.')
    await act()
  } finally {
    await session.send('Storage.overrideQuotaForOrigin', { origin })
    await session.detach()
  }
}

/** Runs in the page. */
async function refusesOneRow(): Promise<boolean> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('filler')
    request.addEventListener('upgradeneeded', () => request.result.createObjectStore('rows'))
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')))
  })
  const transaction = database.transaction('rows', 'readwrite')
  transaction.objectStore('rows').put('one row', 1)
  const refused = await new Promise<boolean>((resolve) => {
    transaction.addEventListener('complete', () => resolve(false))
    transaction.addEventListener('abort', () => resolve(true))
  })
  database.close()
  return refused
}

/** From here on the vault's database answers nothing to the page, until the function that this answers is called. */
export async function holdStorage(page: Page, url: string): Promise<() => Promise<void>> {
  const holder = await page.context().newPage()
  await holder.goto(`${url}/favicon.svg`)
  await holder.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name = '' }) => name)
    const databases = names.filter((name) => /^branchbook-(?!probe|directory)/.test(name))
    for (const name of databases) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name)
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('not opened')))
      })
      const tables = [...database.objectStoreNames]
      const first = database.transaction(tables, 'readwrite').objectStore(tables[0] ?? '')
      // A transaction lives as long as there is one request more.
      const goOn = (): void => {
        first.count().addEventListener('success', goOn)
      }
      await new Promise<void>((resolve) => {
        first.count().addEventListener('success', () => {
          resolve()
          goOn()
        })
      })
    }
  })
  return () => holder.close()
}
