import * as z from 'zod/mini'
import { environment } from '#app/environment.ts'
import { openSession } from '#app/open-session.ts'
import { readSession, rememberSession } from '#app/remembered-session.ts'
import type { OpenSession } from '#app/access-state.ts'
import { customerSearchOf } from '#replica/customer-search-source.ts'
import { patch } from '#replica/replica.ts'
import type { SessionInfo } from '#shared/protocol/session-message.ts'
import { createApi } from '#sync/api.ts'
import { floorParameters } from '#vault/argon2.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { createVault } from '#vault/create-vault.ts'
import { unlockVault } from '#vault/open-vault.ts'
import { browserDevice, type VaultDevice } from '#vault/vault-device.ts'
import { openDirectory } from '#vault/vault-directory.ts'

/** The product as a page that a benchmark drives; times in ms. */
export interface OursPage {
  /** Signs in and makes the vault: what happens before a first sync. Answers the derived key of the vault. */
  prepare: (staffNo: string, password: string) => Promise<number[]>
  /** From the open, empty vault to the first hit of a search over everything. */
  firstSync: (
    typed: string,
  ) => Promise<{ ms: number; syncedMs: number; hits: number; records: number }>
  /**
   * From the password to the first hit and the card of its row; the key is given, because its derivation is a price
   * that is chosen.
   */
  unlock: (
    key: number[],
    typed: string,
  ) => Promise<{ ms: number; vaultMs: number; openMs: number; hits: number }>
  /**
   * Resolves when everything of the unlocked vault is in memory, nothing is being synced and the index of the cards is
   * made, as it is in an idle moment.
   */
  settle: () => Promise<void>
  /**
   * Edits of so many customers, one after the other; each resolves when it is durable. Throws unless every one of
   * them lies in the outbox afterwards: an edit that changes nothing is not stored, and would cost nothing.
   */
  saveEdits: (count: number) => Promise<number[]>
  /** Notes from now on when each customer card first shows the salutation that `editSlowly` gives it. */
  watchCards: () => void
  /** What `watchCards` noted: by customer, the instant (ms, with fractions) at which it was shown. */
  shownAt: () => Record<string, number>
  /**
   * Edits one card after each of these gaps (ms); answers, by customer, the instant at which the edit was durable. The
   * sync runs meanwhile.
   */
  editSlowly: (gaps: number[]) => Promise<Record<string, number>>
}

declare global {
  interface Window {
    ours: OursPage
  }
}

// As the app does: the content security policy forbids compiled schemas.
z.config({ jitless: true })

const api = createApi({ fetch: (...request) => fetch(...request) })
const usual = browserDevice(openDirectory({}))
let vault: OpenVault | undefined
let session: SessionInfo | undefined
let open: OpenSession | undefined
const shown: Record<string, number> = {}
/** No generated customer has it. */
const freshSalutation = '刚刚改的称呼'

window.ours = {
  async prepare(staffNo, password) {
    const hello = await api.hello()
    if (!hello.ok) throw new Error(hello.error.type)
    const identity = { deviceId: environment.newId(), epoch: environment.newId() }
    const signedIn = await api.signIn({
      staffNo,
      password,
      device: identity.deviceId,
      epoch: identity.epoch,
    })
    if (!signedIn.ok) throw new Error(signedIn.error.type)
    session = signedIn.value
    let key: number[] = []
    const device: VaultDevice = {
      ...usual,
      chooseParameters: () => Promise.resolve(floorParameters),
      derive: async (...request) => {
        const derived = await usual.derive(...request)
        key = [...derived]
        return derived
      },
    }
    const { serverId } = hello.value
    const made = await createVault(device, { serverId, staffNo, password, identity })
    if (!made.ok) throw new Error(made.error.type)
    vault = made.value
    await rememberSession(vault, session)
    return key
  },

  async firstSync(typed) {
    if (vault === undefined || session === undefined) throw new Error('Nobody signed in.')
    const start = performance.now()
    open = await openSession({ vault, session, api, environment })
    await firstPull(open)
    const syncedMs = performance.now() - start
    const hits = customerSearchOf(open.replica).search(typed, 20).length
    const ms = performance.now() - start
    const { replica } = open
    const records = replica.scopes().reduce((sum, scope) => sum + replica.checksum(scope).count, 0)
    return { ms, syncedMs, hits, records }
  },

  async unlock(key, typed) {
    const device = { ...usual, derive: () => Promise.resolve(new Uint8Array(key)) }
    // As the lock screen has done, long before anybody has typed a password.
    await usual.directory.list()
    const start = performance.now()
    const unlocked = await unlockVault(device, { password: 'its key is given' })
    if (!unlocked.ok) throw new Error(unlocked.error.type)
    const vaultMs = performance.now() - start
    const remembered = await readSession(unlocked.value)
    if (remembered === null) throw new Error('The vault does not know whose it is.')
    open = await openSession({ vault: unlocked.value, session: remembered, api, environment })
    const openMs = performance.now() - start
    const { replica } = open
    const found = customerSearchOf(replica).search(typed, 20)
    const hits = found.filter(({ id }) => replica.get('customer', id)?.data.name === typed).length
    const ms = performance.now() - start
    if (replica.packedCards() === null) throw new Error('There was no index of the cards.')
    return { ms, vaultMs, openMs, hits }
  },

  async settle() {
    if (open === undefined) throw new Error('Nothing is open.')
    await open.replica.whenLoaded()
    await open.engine.stop()
    await open.replica.indexCards()
  },

  async saveEdits(count) {
    if (open === undefined) throw new Error('Nothing is open.')
    const { replica, vault } = open
    const before = (await vault.outbox.all()).operations.length
    const times: number[] = []
    for (const { id, data } of replica.all('customer').slice(0, count)) {
      const request = patch('customer', id, data, { salutation: `客户${times.length}` })
      const start = performance.now()
      await replica.commit([request])
      times.push(performance.now() - start)
    }
    const stored = (await vault.outbox.all()).operations.length - before
    if (stored !== count) throw new Error(`${stored} of ${count} edits were stored.`)
    return times
  },

  watchCards() {
    if (open === undefined) throw new Error('Nothing is open.')
    const { replica } = open
    const ids = replica.all('customer').map(({ id }) => id)
    let revision = replica.revision('customer')
    replica.subscribe(() => {
      if (replica.revision('customer') === revision) return
      revision = replica.revision('customer')
      const at = instant()
      for (const id of ids) {
        if (shown[id] !== undefined) continue
        if (replica.get('customer', id)?.data.salutation === freshSalutation) shown[id] = at
      }
    })
  },

  shownAt: () => shown,

  async editSlowly(gaps) {
    if (open === undefined) throw new Error('Nothing is open.')
    const { replica, session } = open
    const own = replica.all('customer').filter(({ data }) => data.ownerId === session.staffId)
    if (own.length < gaps.length) throw new Error('There are not enough customers to edit.')
    const durable: Record<string, number> = {}
    for (const [index, gap] of gaps.entries()) {
      await new Promise((resolve) => setTimeout(resolve, gap))
      const card = own[index]
      if (card === undefined) continue
      await replica.commit([patch('customer', card.id, card.data, { salutation: freshSalutation })])
      durable[card.id] = instant()
    }
    return durable
  },
}

/** The same clock in two browsers of one machine. */
function instant(): number {
  return performance.timeOrigin + performance.now()
}

const failed: ReadonlySet<string> = new Set([
  'offline',
  'signed-out',
  'server-error',
  'device-failed',
  'wrong-server',
])

/** Resolves when a pull has been complete; `idle` is also what the status says before the first try. */
function firstPull({ engine: { status } }: OpenSession): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const { phase, lastSyncedAt } = status.current()
      if (lastSyncedAt !== null) resolve()
      else if (failed.has(phase)) reject(new Error(`The first sync ended as ${phase}.`))
    }
    status.subscribe(look)
    look()
  })
}
