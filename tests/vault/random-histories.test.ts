import { expect, test } from 'vitest'
import {
  randomInteger,
  randomItem,
  seededRandom,
  type Random,
} from '#shared/domain/seeded-random.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import type { BaseEntry } from '#vault/vault.ts'
import { entriesOf, jsonCardIndex } from './json-card-index.ts'
import { batch, branch, card, id, note, page, portfolio } from './pulled.ts'
import { createDevice, newVault, openAgain } from './vault-device.ts'

/** Where the records of the histories live; numbers of one place do not occur in the other. */
const places = [
  { scope: branch, tier: 2, first: 0, type: 'customer', make: card },
  { scope: portfolio, tier: 4, first: 1000, type: 'interaction', make: makeNote },
] as const

/** What a screen would hold: `scope|id` to text, fed with entries in the order they come. */
class Screen {
  readonly texts = new Map<string, unknown>()
  take(entries: BaseEntry[]): void {
    for (const entry of entries) {
      if ('out' in entry) this.texts.delete(`${entry.scope}|${entry.id}`)
      else this.texts.set(`${entry.scope}|${entry.id}`, entry.data['name'] ?? entry.data['text'])
    }
  }
  remove(scopes: string[]): void {
    for (const key of this.texts.keys())
      if (scopes.some((scope) => key.startsWith(`${scope}|`))) this.texts.delete(key)
  }
}

const seeds = Array.from({ length: 8 }, (_, index) => `vault-${index}`)

test.each(seeds)(
  '[VA2][CL4] seed %s: disk, the tab that pulls and the tab that listens agree with the server',
  async (seed) => {
    const random = seededRandom(seed)
    const device = createDevice()
    const server = new Screen()
    let writer = await newVault(device)
    await loadScreen(writer)
    const listener = await openAgain(device)
    const listening = await loadScreen(listener)
    listener.onOtherTab(({ entries, removedScopes }) => {
      listening.remove(removedScopes)
      listening.take(entries)
    })
    let seq = 0
    for (let step = 0; step < 40; step += 1) {
      const what = randomInteger(random, 0, 9)
      if (what === 0) await (random() < 0.5 ? writer.compact(true) : index(writer))
      else if (what === 1) {
        writer.lock()
        writer = await openAgain(device)
        mustAgree(await loadScreen(writer), server, step)
      } else if (what === 2) await revoke(writer, server, randomItem(random, places).scope)
      else seq = await pull(writer, server, random, seq, step % 5 === 0)
      if (randomInteger(random, 0, 3) === 0) {
        await listener.catchUp()
        mustAgree(listening, server, step)
      }
    }
    await listener.catchUp()
    expect(listening.texts).toEqual(server.texts)
    expect((await loadScreen(await openAgain(device))).texts).toEqual(server.texts)
  },
)

function mustAgree(screen: Screen, server: Screen, step: number): void {
  expect({ step, texts: screen.texts }).toEqual({ step, texts: server.texts })
}

async function loadScreen(vault: OpenVault): Promise<Screen> {
  const screen = new Screen()
  const cards = () => new Map([...screen.texts].filter(([key]) => key.startsWith(`${branch}|`)))
  let current: Map<string, unknown> | null = null
  const { damaged } = await vault.base.load((entries) => screen.take(entries), {
    read(blobs) {
      screen.take(entriesOf(blobs))
      return true
    },
    onCurrent() {
      current = cards()
    },
  })
  expect(damaged).toBe(0)
  // Nothing of the cards changes on the screen after that.
  expect(cards()).toEqual(current ?? cards())
  return screen
}

function index(vault: OpenVault): Promise<boolean> {
  return vault.base.indexCards(jsonCardIndex())
}

async function revoke(vault: OpenVault, server: Screen, scope: string): Promise<void> {
  server.remove([scope])
  await vault.base.storePull(batch([], { revokedScopes: [scope] }))
}

/** One pull of one to three pages with records and out marks; tells the server's screen first. */
async function pull(
  vault: OpenVault,
  server: Screen,
  random: Random,
  before: number,
  checkpoint: boolean,
) {
  let seq = before
  const pages = Array.from({ length: randomInteger(random, 1, 3) }, () => {
    const { scope, tier, first, type, make } = randomItem(random, places)
    const records: [number, object][] = []
    const outs: [number, string, string][] = []
    const start = randomInteger(random, 1, 200)
    const count = randomItem(random, [1, 5, 40, 130, 160])
    for (let number = first + start; number < first + start + count; number += 1) {
      seq += 1
      if (random() < 0.1) {
        outs.push([seq, type, id(number)])
        server.texts.delete(`${scope}|${id(number)}`)
      } else {
        records.push(make(number, seq, `${number} at ${seq}`))
        server.texts.set(`${scope}|${id(number)}`, `${number} at ${seq}`)
      }
    }
    return page(scope, tier, records, outs)
  })
  await vault.base.storePull(batch(pages, { dropOutboxThrough: checkpoint ? 0 : null }))
  return seq
}

function makeNote(number: number, seq: number, text: string): [number, object] {
  return note(number, seq, number % 9, text)
}
