import { expect, it } from 'vitest'
import { keepCardIndex } from '#replica/cards/keep-card-index.ts'
import { VaultLockedError } from '#vault/vault-errors.ts'
import { batch } from '#tests/vault/pulled.ts'
import {
  branchScope,
  entries,
  openWith,
  page,
  pulledCustomer,
  secondTab,
} from './replica-device.ts'

it(
  '[VA2] the index is made after a first sync, once nothing has changed for a while, and no more after a lock',
  { timeout: 30_000 },
  async () => {
    const opened = await openWith()
    const { replica, vault } = opened
    const kept = keepCardIndex(replica, () => Promise.resolve())
    const ended = kept.catch((error: unknown) => error)
    const cards = [pulledCustomer(1, 1), pulledCustomer(2, 2)]
    await vault.base.storePull(batch([page(branchScope, 2, cards)], { dropOutboxThrough: 0 }))
    replica.applyPull(entries(branchScope, 2, cards), [], null)
    const cardsAtUnlock = async () => {
      const tab = await secondTab(opened)
      const packed = tab.replica.packedCards()
      tab.vault.lock()
      return packed?.map(({ count }) => count)
    }
    await expect.poll(cardsAtUnlock, { timeout: 20_000, interval: 500 }).toEqual([2])
    vault.lock()
    replica.applyPull([], [], null)
    expect(await ended).toBeInstanceOf(VaultLockedError)
  },
)
