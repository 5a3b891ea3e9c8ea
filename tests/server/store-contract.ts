import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addToChecksum, rowChecksum } from '#shared/protocol/checksum.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { branchScope, orgScope, portfolioScope } from '#shared/protocol/scope.ts'
import { verifyAuditChain } from '#server/audit-chain.ts'
import { newRecord } from '#server/set-up-branch.ts'
import type { Store } from '#server/store/store.ts'

export interface OpenedStore {
  store: Store
  /** Closes it and opens the same database again. */
  reopen(): Promise<Store>
  dispose(): Promise<void>
}

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
      const verdict = await store.read(({ audit }) => verifyAuditChain(audit))
      expect(verdict).toEqual({ ok: true, rows: 30 })
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
