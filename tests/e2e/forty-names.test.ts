import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { pinyinEngine } from '#server/pinyin-engine.ts'
import { buildSearchKeys } from '#shared/domain/build-search-keys.ts'
import { mainReading, syllablesOf } from '#shared/domain/search-keys.ts'
import { hardNames } from '#tests/support/hard-names.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTablet, type Tablet } from '#tests/support/tablet.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'
/** Beside so many customers of a large branch; what “found” means is in docs/decisions.md, 158. */
const branch = 20_000
const phone = { width: 390, height: 844 }

interface WantedCustomer {
  id: string
  name: string
  ways: Record<Way, string>
}
type Way = 'characters' | 'character and initials' | 'initials' | 'pinyin'

/** Keys until the customer stands in sight, by way of typing. */
type Keys = Record<Way, { name: string; keys: number }[]>

let server: ServerProcess
let manager: TestClient
let wanted: WantedCustomer[]
const tablets: Tablet[] = []

beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: branch, demoPassword: password })
  manager = createTestClient(server.url)
  await manager.signIn('1001', password)
  wanted = hardNames.map(([name], index) => wantedCustomer(name, index))
  await manager.push(
    wanted.map(({ id, name }, index) =>
      manager.draft('customer', id, {
        kind: 'create',
        args: {
          data: {
            branchId: manager.session.branchId,
            ownerId: manager.session.staffId,
            coOwnerIds: [],
            name,
            aliases: [],
            searchKeys: buildSearchKeys(name, pinyinEngine),
            phoneTail: tailOf(index),
            tier: 'mass',
            tierBasis: [],
            stage: 'mature',
            likes: [],
            taboos: [],
            specialCare: [],
            doNotContact: 'none',
          },
        },
      }),
    ),
  )
}, 180_000)

afterAll(async () => {
  await Promise.all(tablets.map((tablet) => tablet.dispose()))
  await server.dispose()
})

test('[R68] forty hard names among 20,000, one’s own and never spoken to: found offline within four keys by characters and by initials', async () => {
  const keys = await keysUntilFound(await offlinePhone('1001'))
  expect(mostOf(keys.characters)).toBeLessThanOrEqual(4)
  expect(mostOf(keys['character and initials'])).toBeLessThanOrEqual(4)
  expect(mostOf(keys.initials)).toBeLessThanOrEqual(4)
  // Four letters of full pinyin are one or two syllables, which hundreds share.
  expect(withinFour(keys.pinyin)).toBeGreaterThanOrEqual(24)
  expect(mostOf(keys.pinyin)).toBeLessThanOrEqual(9)
}, 300_000)

test('[R68] the same as customers of a colleague: one or two keys more', async () => {
  const keys = await keysUntilFound(await offlinePhone('1002'))
  expect(withinFour(keys.characters)).toBeGreaterThanOrEqual(40)
  expect(mostOf(keys.characters)).toBeLessThanOrEqual(5)
  expect(mostOf(keys['character and initials'])).toBeLessThanOrEqual(5)
  expect(withinFour(keys.initials)).toBeGreaterThanOrEqual(36)
  expect(mostOf(keys.initials)).toBeLessThanOrEqual(6)
  expect(mostOf(keys.pinyin)).toBeLessThanOrEqual(11)
}, 300_000)

test('[R68] the same after a talk with each: found within four keys by every way of typing', async () => {
  await manager.push(
    wanted.map(({ id }) =>
      manager.draft('interaction', v7(), {
        kind: 'create',
        args: {
          data: {
            customerIds: [id],
            authorId: manager.session.staffId,
            at: Date.now(),
            channel: 'branch',
            direction: 'in',
            purpose: [],
            text: '到网点办业务',
          },
        },
      }),
    ),
  )
  const keys = await keysUntilFound(await offlinePhone('1001'))
  for (const found of Object.values(keys)) expect(mostOf(found)).toBeLessThanOrEqual(4)
}, 300_000)

function wantedCustomer(name: string, index: number): WantedCustomer {
  const keys = buildSearchKeys(name, pinyinEngine)
  const syllables = syllablesOf(mainReading(keys))
  const initials = syllables.map(([letter]) => letter)
  const [character = ''] = name
  return {
    id: v7(),
    name,
    ways: {
      characters: name.replace('·', '') + tailOf(index),
      'character and initials': character + initials.slice(1).join('') + tailOf(index),
      // Two or three letters are soon typed, and may say little: the tail of the number follows.
      initials: initials.slice(0, 3).join('') + tailOf(index),
      pinyin: syllables.join('') + tailOf(index),
    },
  }
}

function tailOf(index: number): string {
  return String(1000 + ((index * 7919) % 9000))
}

/** A phone of a colleague, in step with the server and then without a network, at the search of customers. */
async function offlinePhone(staffNo: string): Promise<Page> {
  const tablet = createTablet(`forty-names-${staffNo}-${tablets.length}`, server.url, phone)
  tablets.push(tablet)
  const app = await tablet.start()
  await app.signIn(staffNo, password)
  await app.untilSynced()
  await tablet.network('offline')
  await app.visit('/customers')
  await app.page.getByRole('list', { name: '客户列表' }).getByRole('link').first().waitFor()
  return app.page
}

/** Types every name in every way, key by key, until its row is in sight. */
async function keysUntilFound(page: Page): Promise<Keys> {
  const keys: Keys = { characters: [], 'character and initials': [], initials: [], pinyin: [] }
  const search = page.getByRole('main').getByRole('searchbox')
  await search.focus()
  for (const { id, name, ways } of wanted) {
    for (const way of Object.keys(keys) as Way[]) {
      let count = 0
      let isInSight = false
      for (const key of ways[way]) {
        count += 1
        // A character comes from an input method, in one piece.
        if (key.charCodeAt(0) > 0x7f) await page.keyboard.insertText(key)
        else await page.keyboard.press(key)
        isInSight = await page.evaluate(inSight, id)
        if (isInSight) break
      }
      expect(isInSight, `${name} by ${way}: ${ways[way]}`).toBe(true)
      keys[way].push({ name, keys: count })
      await page.keyboard.press('Escape')
    }
  }
  return keys
}

/** Runs in the page: whether the name of the customer can be seen, not covered by what stays at the edges. */
function inSight(id: string): boolean {
  const link = document.querySelector(`a[href="/customers/${id}"]`)
  if (link === null) return false
  const { left, top, bottom } = link.getBoundingClientRect()
  const at = (y: number) => document.elementFromPoint(left + 4, y)?.closest('a') === link
  return at(top + 2) && at(bottom - 2)
}

function withinFour(found: Keys[Way]): number {
  return found.filter(({ keys }) => keys <= 4).length
}

function mostOf(found: Keys[Way]): number {
  return Math.max(...found.map(({ keys }) => keys))
}
