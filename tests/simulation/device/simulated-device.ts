import { createHash } from 'node:crypto'
import { IDBKeyRange } from 'fake-indexeddb'
import type { Random } from '#shared/domain/seeded-random.ts'
import type { SessionInfo } from '#shared/protocol/session-message.ts'
import { openReplica } from '#replica/open-replica.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Replica } from '#replica/replica.ts'
import { createApi } from '#sync/api.ts'
import { startSync, type SyncEngine } from '#sync/engine.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { floorParameters } from '#vault/argon2.ts'
import { createVault } from '#vault/create-vault.ts'
import { unlockVault } from '#vault/open-vault.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import { openDirectory } from '#vault/vault-directory.ts'
import type { Person } from '#tests/simulation/server/simulated-branch.ts'
import type { SimulatedServer } from '#tests/simulation/server/simulated-server.ts'
import { createDisk, type MountedDisk } from '#tests/simulation/world/disk.ts'
import type { World } from '#tests/simulation/world/globals.ts'
import { createLocks } from '#tests/simulation/world/locks.ts'
import { createLine, type Line } from '#tests/simulation/world/network.ts'

/** The app in one tab: real vault, replica and sync. */
export interface SimulatedTab {
  readonly isAlive: boolean
  readonly vault: OpenVault
  readonly replica: Replica & ReplicaFeed
  readonly engine: SyncEngine
  /** Looked at, came back, or heard that it is online (CL5). */
  wake: (why: 'focus' | 'visible' | 'online') => void
}

/** A tablet or computer of one person. */
export interface SimulatedDevice {
  readonly name: string
  readonly person: Person
  readonly deviceId: string
  readonly line: Line
  /** What its clock is ahead of the true time (ms). */
  clock: { ahead: number }
  readonly tabs: readonly SimulatedTab[]
  readonly now: () => number
  /** Which vault lies on it. */
  readonly tag: string
  /** Another tab of the app; it unlocks the vault by itself. */
  openTab: () => Promise<SimulatedTab>
  /** The tab is closed in order: the vault is locked. */
  closeTab: (tab: SimulatedTab) => Promise<void>
  /** The browser is killed: every tab ends where it is, and what was not committed is gone. */
  kill: () => void
  /** Does nothing for somebody who has left. */
  signIn: () => Promise<void>
  /** Failures that sync reported and unexpected refusals, in words. */
  readonly errors: string[]
}

export interface DeviceParts {
  name: string
  person: Person
  server: SimulatedServer
  world: World
  random: Random
  count: (event: string) => void
}

/** Signs a person in on a new device and makes the vault; no tab is open yet. */
export async function newDevice(parts: DeviceParts): Promise<SimulatedDevice> {
  const { name, person, server, world, random, count } = parts
  const disk = createDisk()
  const locks = createLocks()
  const clock = { ahead: 0 }
  const now = () => world.clock.now() + clock.ahead
  const line = createLine({ server, clock: world.clock, random, count })
  const identity = { deviceId: crypto.randomUUID(), epoch: crypto.randomUUID() }
  const signedIn = await server.signIn(person.id, {
    device: identity.deviceId,
    epoch: identity.epoch,
  })
  if (signedIn === null) throw new Error(`${name} cannot sign in.`)
  line.cookie = signedIn.cookie
  let session: SessionInfo = signedIn.session
  const who = { serverId: session.serverId, staffNo: session.staffNo, password: 'simulated' }
  const tabs = new Map<SimulatedTab, { end: () => void; mounted: MountedDisk }>()
  const errors: string[] = []

  const first = disk.mount()
  const made = await createVault(vaultDevice(first, now), { ...who, identity })
  if (!made.ok) throw new Error(made.error.type)
  const { tag } = made.value
  made.value.lock()
  first.pullOut()

  async function openTab(): Promise<SimulatedTab> {
    const mounted = disk.mount()
    const life = { isAlive: true }
    const device = vaultDevice(mounted, now)
    const opened = await unlockVault(device, who)
    if (!opened.ok) throw new Error(`The vault of ${name} does not open: ${opened.error.type}`)
    const vault = opened.value
    const replica = await openReplica(vault, session, { now, newId: () => crypto.randomUUID() })
    const wakers = new Set<(why: 'focus' | 'visible' | 'online') => void>()
    const engine = startSync({
      vault,
      replica,
      api: createApi({ fetch: line.fetchFor(life), baseUrl: 'http://branch.example' }),
      environment: {
        now,
        random,
        setTimer: (callback, wait) =>
          world.clock.setTimer(() => {
            if (life.isAlive) callback()
          }, wait),
        locks: locks.of(life),
        visible: () => true,
        mayBegin: () => true,
        onWake(listener) {
          wakers.add(listener)
          return () => wakers.delete(listener)
        },
        onError: (error) => {
          if (life.isAlive)
            errors.push(
              error instanceof Error
                ? `${error.name}: ${error.message}\n${error.stack}`
                : String(error),
            )
        },
      },
    })
    const tab: SimulatedTab = {
      get isAlive() {
        return life.isAlive
      },
      vault,
      replica,
      engine,
      wake: (why) => {
        for (const waker of wakers) waker(why)
      },
    }
    const end = (): void => {
      life.isAlive = false
      locks.release(life)
    }
    tabs.set(tab, { end, mounted })
    return tab
  }

  return {
    name,
    person,
    deviceId: identity.deviceId,
    line,
    clock,
    get tabs() {
      return [...tabs.keys()]
    },
    now,
    tag,
    openTab,
    async closeTab(tab) {
      const held = tabs.get(tab)
      tabs.delete(tab)
      const stopped = tab.engine.stop()
      tab.replica.close()
      tab.vault.lock()
      await stopped
      held?.end()
      held?.mounted.pullOut()
    },
    kill() {
      for (const { end, mounted } of tabs.values()) {
        end()
        mounted.pullOut()
      }
      tabs.clear()
    },
    async signIn() {
      const again = await server.signIn(person.id, {
        device: identity.deviceId,
        epoch: identity.epoch,
      })
      if (again === null) return
      line.cookie = again.cookie
      session = again.session
      for (const tab of tabs.keys()) tab.engine.signedInAgain()
    },
    errors,
  }
}

/** The real vault with a derivation that costs nothing. */
function vaultDevice({ indexedDB }: MountedDisk, now: () => number): VaultDevice {
  const databases = { indexedDB, IDBKeyRange }
  return {
    databases,
    directory: openDirectory(databases),
    derive: async (password, salt) =>
      new Uint8Array(createHash('sha256').update(password).update(salt).digest()),
    chooseParameters: () => Promise.resolve(floorParameters),
    freeSpace: () => Promise.resolve(null),
    now,
  }
}
