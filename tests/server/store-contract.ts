import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addToChecksum, rowChecksum } from '#shared/protocol/checksum.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { branchScope, orgScope, portfolioScope } from '#shared/protocol/scope.ts'
import { verifyAuditChain } from '#server/audit-chain.ts'
import { createFailureDelay } from '#server/failure-delay.ts'
import { newRecord } from '#server/set-up-branch.ts'
import type { Store } from '#server/store/store.ts'

export interface OpenedStore {
  store: Store
  /** Closes it and opens the same database again. */
  reopen(): Promise<Store>
  dispose(): Promise<void>
}

const isWrong = async () => false
const staffId = '01900000-0000-7000-8000-000000000001'

/** What every database behind the `Store` interface must do. */
export function storeContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(`store over ${name}`, () => {
    let opened: OpenedStore
    let store: Store
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.dispose())

    test('[SC3] seqs of a scope are 1, 2, 3 … without a gap, whoever writes', async () => {
      const scope = portfolioScope(randomUUID())
      const writers = Array.from({ length: 20 }, () =>
        store.write(1, async ({ records }) => {
          await records.put(task(), scope)
          await records.put(task(), scope)
        }),
      )
      await Promise.all(writers)
      const seqs = (await rowsOf(store, scope)).map(({ seq }) => seq)
      expect(seqs).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    })

    test('[SC3] count and checksum of a scope are those of its rows after inserts, changes and moves', async () => {
      const [here, there] = [portfolioScope(randomUUID()), portfolioScope(randomUUID())]
      const [first, second, third] = [task(), task(), task()]
      await store.write(1, async ({ records }) => {
        for (const record of [first, second, third]) await records.put(record, here)
      })
      await store.write(2, async ({ records }) => {
        await records.put({ ...first, updatedAt: 2 }, here)
        await records.put(second, there)
      })
      for (const scope of [here, there]) await expectChecksum(store, scope)
      expect((await rowsOf(store, here)).map(({ id }) => id)).toEqual([third.id, first.id])
      expect((await rowsOf(store, there)).map(({ id }) => id)).toEqual([second.id])
    })

    test('[SC3] a record written twice in one transaction takes one seq', async () => {
      const record = task()
      await store.write(1, async ({ records }) => {
        await records.put(record, orgScope)
        await records.put({ ...record, updatedAt: 5 }, orgScope)
        const read = await records.get('task', record.id)
        expect(read?.record.updatedAt).toBe(5)
      })
      const states = await store.read(({ scopes }) => scopes.states([orgScope]))
      expect(states.get(orgScope)).toMatchObject({ seq: 1, count: 1 })
    })

    test('[SE1] tries at two processes are counted as one row of tries, and a restart forgets none', async () => {
      let now = 1_000_000
      const own = { name: 'who|where', delay: { free: 5, firstMs: 2000, longestMs: 60_000 } }
      const process = (over: Store) => createFailureDelay({ store: over, clock: () => now })
      const [here, there] = [process(store), process(store)]
      const tries = Array.from({ length: 12 }, (_, index) =>
        (index % 2 === 0 ? here : there).check({ own }, isWrong),
      )
      const waits = await Promise.all(tries)
      expect(waits.filter((tried) => !tried.right && tried.waitMs === 0)).toHaveLength(5)
      const restarted = process(await opened.reopen())
      now += 500
      const looked = restarted.check({ own }, () => expect.fail('It is not looked at.'))
      expect(await looked).toEqual({ right: false, waitMs: 1500 })
      now += 1500
      expect(await restarted.check({ own }, async () => true)).toEqual({ right: true })
      expect(await restarted.check({ own }, isWrong)).toEqual({ right: false, waitMs: 0 })
    })

    test('[SC4] a record that leaves a scope leaves an out row, and none any more when it comes back', async () => {
      const [here, there] = [branchScope(randomUUID()), branchScope(randomUUID())]
      const record = task()
      const outs = (scope: string) =>
        store.read(({ outs }) => outs.range({ scope, tier: 1, after: 0, through: 99 }, 10))
      await store.write(1, ({ records }) => records.put(record, here))
      await store.write(2, ({ records }) => records.put(record, there))
      expect(await outs(here)).toMatchObject([{ seq: 2, type: 'task', id: record.id }])
      await store.write(3, ({ records }) => records.put(record, here))
      expect(await outs(here)).toEqual([])
      expect(await outs(there)).toMatchObject([{ id: record.id }])
      await expectChecksum(store, here)
    })

    test('[SE7] an erased record leaves an out row and nothing else, and what is erased for a person is known by its id', async () => {
      const scope = portfolioScope(randomUUID())
      const [first, second, third] = [task(), task(), task()]
      await store.write(1, async ({ records }) => {
        for (const record of [first, second, third]) await records.put(record, scope)
      })
      const erasure = randomUUID()
      const kept = { id: erasure, customer: randomUUID(), at: 2, certificate: '{}' }
      await store.write(2, async (transaction) => {
        const { records, erasures } = transaction
        const found = await records.mentioning(second.id)
        expect(found.map(({ record }) => record.id)).toEqual([second.id])
        const both = await records.mentioning([third.id, first.id, first.id])
        expect(new Set(both.map(({ record }) => record.id))).toEqual(new Set([first.id, third.id]))
        expect(both).toHaveLength(2)
        expect(await records.mentioning([])).toEqual([])
        records.traceFor(erasure)
        for (const stored of found) records.erase(stored)
        expect(await records.get('task', second.id)).toBeUndefined()
        const undone = transaction.savepoint(async () => {
          for (const stored of await records.mentioning(third.id)) records.erase(stored)
          throw new Error('stop')
        })
        await expect(undone).rejects.toThrow('stop')
        await erasures.add(kept)
      })
      await expectChecksum(store, scope)
      expect((await rowsOf(store, scope)).map(({ id }) => id)).toEqual([first.id, third.id])
      const outs = await store.read(({ outs }) =>
        outs.range({ scope, tier: 1, after: 0, through: 99 }, 10),
      )
      expect(outs).toEqual([{ seq: 4, type: 'task', id: second.id }])
      const known = (ids: string[]) => store.write(3, ({ erasures }) => erasures.hasAnyOf(ids))
      expect([await known([second.id]), await known([first.id, third.id])]).toEqual([true, false])
      expect(await store.read(({ erasures }) => erasures.ofCustomer(kept.customer))).toEqual(kept)
      expect(await store.wipeFreeSpace()).toBe(true)
    })

    test('[PU2] what a savepoint did is undone when its work throws, and the rest of the transaction stays', async () => {
      const [kept, lost] = [task(), task()]
      await store.write(1, async (transaction) => {
        const { records, numbers, audit } = transaction
        await records.put(kept, orgScope)
        const work = transaction.savepoint(async () => {
          await records.put(lost, orgScope)
          await records.put({ ...kept, updatedAt: 9 }, orgScope)
          await numbers.next('series')
          audit.add({ at: 1, what: 'lost' })
          throw new Error('stop')
        })
        await expect(work).rejects.toThrow('stop')
        expect(await numbers.next('series')).toBe(1)
      })
      const rows = await rowsOf(store, orgScope)
      expect(rows.map(({ id, seq }) => [id, seq])).toEqual([[kept.id, 1]])
      expect(JSON.parse(rows[0]?.body ?? '')).toMatchObject({ updatedAt: 1 })
      expect(await store.read(({ audit }) => audit.after(0, 10))).toEqual([])
    })

    test('[PU1] nothing of a transaction that throws is stored, and the next one is not in its way', async () => {
      const work = store.write(1, async ({ records, audit }) => {
        await records.put(task(), orgScope)
        audit.add({ at: 1, what: 'never' })
        throw new Error('broken')
      })
      await expect(work).rejects.toThrow('broken')
      await store.write(2, ({ records }) => records.put(task(), orgScope))
      expect((await rowsOf(store, orgScope)).map(({ seq }) => seq)).toEqual([1])
    })

    test('[PL1] a snapshot does not see what is written while it is open, and holds up no writer', async () => {
      await store.write(1, ({ records }) => records.put(task(), orgScope))
      const snapshot = await store.snapshot()
      expect(await snapshot.records.ofScope(orgScope)).toHaveLength(1)
      await store.write(2, ({ records }) => records.put(task(), orgScope))
      expect(await snapshot.records.ofScope(orgScope)).toHaveLength(1)
      const states = await snapshot.scopes.states([orgScope])
      expect(states.get(orgScope)?.seq).toBe(1)
      await snapshot.close()
      expect(await rowsOf(store, orgScope)).toHaveLength(2)
    })

    test('[PL5] listeners hear which scopes moved, after the commit, and nothing of one that failed', async () => {
      const heard: string[][] = []
      const stop = store.onMoved((scopes) => heard.push(scopes))
      const scope = branchScope(randomUUID())
      await store.write(1, async ({ records }) => {
        await records.put(task(), scope)
        expect(heard).toEqual([])
      })
      await store
        .write(2, async ({ records }) => {
          await records.put(task(), scope)
          throw new Error('broken')
        })
        .catch(() => undefined)
      stop()
      await store.write(3, ({ records }) => records.put(task(), scope))
      expect(heard).toEqual([[scope]])
    })

    test('[SE6] audit rows are chained in the order of the transactions, and the chain verifies', async () => {
      const writers = Array.from({ length: 30 }, (_, index) =>
        store.write(index, async ({ audit }) => audit.add({ at: index, what: 'operation' })),
      )
      await Promise.all(writers)
      const row = { at: 40, claimedAt: 35, what: 'view_unmasked', code: 'employer' }
      await store.write(40, async ({ audit }) => audit.add(row))
      const verdict = await store.read(({ audit }) => verifyAuditChain(audit))
      expect(verdict).toEqual({ ok: true, rows: 31 })
      const [last] = await store.read(({ audit }) => audit.after(30, 1))
      expect(last?.row).toMatchObject(row)
    })

    test('[SE2] the first use of a token spends the one it was given for and all before, not what came with it', async () => {
      const { device, expiresAt } = await addDevice(store)
      const minute = 60_000
      const day = 24 * 60 * minute
      const give = (hash: string, at: number, parent: string | null) =>
        store.write(at, ({ sessions }) =>
          sessions.add(hash, { staffId, device, expiresAt, parent }, at),
        )
      const use = (hash: string, at: number) =>
        store.write(at, ({ sessions }) => sessions.use(hash, at))
      const find = (hash: string) => store.read(({ sessions }) => sessions.find(hash, day))
      await give('first', 1, null)
      await use('first', 2)
      await give('long lost', day - 20 * minute, 'first')
      await give('one', day, 'first')
      await give('other', day + minute, 'first')
      expect((await find('first'))?.spentAt).toBeNull()
      await use('other', day + 2 * minute)
      expect(await find('first')).toMatchObject({ usedAt: 2, spentAt: day + 2 * minute })
      // Nobody has it: its answer would have been there by now.
      expect(await find('long lost')).toBeUndefined()
      await use('one', day + 3 * minute)
      await use('one', day + 9 * minute)
      expect(await find('one')).toMatchObject({
        usedAt: day + 3 * minute,
        seenAt: day + 9 * minute,
        spentAt: null,
      })
      expect((await find('other'))?.spentAt).toBeNull()
      await give('next', 2 * day, 'one')
      expect(await store.write(1, ({ sessions }) => sessions.lastOfferTo(device))).toBe(2 * day)
      await use('next', 2 * day)
      for (const hash of ['one', 'other']) expect((await find(hash))?.spentAt).toBe(2 * day)
      expect((await find('next'))?.spentAt).toBeNull()
      const live = await store.read(({ sessions }) => sessions.devicesOf([staffId], day))
      expect([...live]).toEqual([device])
      expect(await store.write(1, ({ sessions }) => sessions.endDevice(device))).toBe(true)
      expect(await store.write(1, ({ sessions }) => sessions.endDevice(device))).toBe(false)
      expect(await find('next')).toBeUndefined()
    })

    test('[SE2] a device says when it was seen first and last, by what browser, and whether its vault is lost', async () => {
      const { device } = await addDevice(store)
      const look = async () => (await store.read(({ devices }) => devices.ofStaff([staffId])))[0]
      const unknown = {
        firstSeenAt: 5,
        seenAt: 5,
        browser: null,
        platform: null,
        vaultLostAt: null,
      }
      expect(await look()).toMatchObject({ device, staffId, ...unknown })
      const kind = { browser: 'edge', platform: 'windows' } as const
      await store.write(6, ({ devices }) => devices.setVaultLost(device, 6))
      expect(await look()).toMatchObject({ vaultLostAt: 6 })
      await store.write(7, ({ devices }) => devices.setKind(device, kind, 7))
      await store.write(9, ({ devices }) => devices.setSeen(device, 9))
      const seen = { firstSeenAt: 5, seenAt: 9, ...kind, vaultLostAt: null }
      expect(await look()).toMatchObject(seen)
      // A client that says nothing of itself changes nothing of it.
      await store.write(10, ({ devices }) => devices.setKind(device, undefined, 10))
      expect(await look()).toMatchObject({ ...seen, seenAt: 10 })
      expect(await store.read(({ devices }) => devices.ofStaff([]))).toEqual([])
    })

    test('[SE1] passkeys are kept by person and found by credential; a challenge is there once, until its time is over', async () => {
      await addDevice(store)
      const [late, early] = [passkey(randomUUID(), 9), passkey(randomUUID(), 8)]
      await store.write(9, async ({ passkeys }) => {
        for (const one of [late, early]) await passkeys.add(one)
        await passkeys.setUsed(early.id, { counter: 4, at: 11 })
      })
      const used = { ...early, counter: 4, lastUsedAt: 11 }
      await store.read(async ({ passkeys }) => {
        expect(await passkeys.ofStaff([staffId])).toEqual([used, late])
        expect(await passkeys.ofStaff([])).toEqual([])
        expect(await passkeys.byCredential(early.credential)).toEqual(used)
        expect(await passkeys.byId(late.id)).toEqual(late)
      })
      const twice = { ...passkey(randomUUID(), 10), credential: late.credential }
      await expect(store.write(10, ({ passkeys }) => passkeys.add(twice))).rejects.toThrow(
        /unique/i,
      )
      await store.write(12, ({ passkeys }) => passkeys.remove(late.id))
      expect(await store.read(({ passkeys }) => passkeys.byId(late.id))).toBeUndefined()

      const take = (challenge: string, at: number) =>
        store.write(at, ({ passkeys }) => passkeys.takeChallenge(challenge, at))
      await store.write(20, async ({ passkeys }) => {
        await passkeys.addChallenge(challenge('first', 30), 20)
        await passkeys.addChallenge(challenge('second', 30), 20)
      })
      const both = await Promise.all([take('first', 29), take('first', 29)])
      expect(both.filter((taken) => taken !== undefined)).toEqual([challenge('first', 30)])
      expect(await take('second', 30)).toBeUndefined()
    })

    test('what was stored is there after the database was opened again, its identity too', async () => {
      const meta = await store.read(({ meta }) => meta.get())
      const record = task()
      await store.write(1, ({ records }) => records.put(record, orgScope))
      store = await opened.reopen()
      expect(await store.read(({ meta }) => meta.get())).toEqual(meta)
      const stored = await store.read(({ records }) => records.get('task', record.id))
      expect(stored).toMatchObject({ record, scope: orgScope, seq: 1 })
    })
  })
}

/** A colleague with a device, first seen at 5. */
async function addDevice(store: Store): Promise<{ device: string; expiresAt: number }> {
  const device = randomUUID()
  const branchId = randomUUID()
  const account = {
    id: staffId,
    staffNo: '1',
    name: '测试',
    role: 'rm',
    branchId,
    active: true,
  } as const
  await store.write(1, async ({ branches, staff, devices }) => {
    await branches.add({ id: branchId, name: '测试', code: 'T' })
    await staff.add(account, 'hash', 1)
    await devices.add({ device, staffId, epoch: randomUUID(), lastN: 0, seenAt: 5 })
  })
  return { device, expiresAt: 30 * 24 * 60 * 60_000 }
}

function passkey(id: string, createdAt: number) {
  return {
    id,
    staffId,
    credential: `credential-${id}`,
    userHandle: 'handle',
    publicKey: 'key',
    counter: 3,
    transports: ['internal', 'hybrid'],
    synced: true,
    name: '手机',
    createdAt,
    lastUsedAt: null,
  }
}

function challenge(challenge: string, expiresAt: number) {
  return { challenge, boundTo: 'sign-in|host', userHandle: null, expiresAt }
}

function task(): RecordBody {
  return newRecord('task', randomUUID(), { title: '回电话' }, { at: 1, staffId })
}

function rowsOf(store: Store, scope: string) {
  return store.read(({ records }) => records.ofScope(scope))
}

async function expectChecksum(store: Store, scope: string): Promise<void> {
  const rows = await rowsOf(store, scope)
  const checksum = rows.reduce(
    (sum, { type, id, seq }) => addToChecksum(sum, rowChecksum(type, id, seq)),
    0,
  )
  const state = (await store.read(({ scopes }) => scopes.states([scope]))).get(scope)
  expect(state).toMatchObject({ count: rows.length, checksum })
}
