import { IDBObjectStore } from 'fake-indexeddb'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createDraftSaver } from '#replica/draft-saver.ts'
import { createDevice, newVault } from '#tests/vault/vault-device.ts'

test('[VA4][CL2] a draft that did not fit is sealed as soon as there is room, though nobody types any more', async () => {
  const vault = await newVault(createDevice())
  const { put } = IDBObjectStore.prototype
  let refused = 0
  let isFull = true
  IDBObjectStore.prototype.put = function onFullDisk(...args) {
    if (!isFull) return put.apply(this, args)
    refused += 1
    throw new DOMException('no space', 'QuotaExceededError')
  }
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => {
    IDBObjectStore.prototype.put = put
    vi.useRealTimers()
  })
  const saver = createDraftSaver(vault.drafts, 'note:1')
  saver.save('words that have to wait')
  await vi.advanceTimersByTimeAsync(250)
  // It was refused, and the next try is planned.
  const isPlanned = (): boolean => refused > 0 && vi.getTimerCount() > 0
  while (!isPlanned()) await turn()
  isFull = false
  await vi.advanceTimersByTimeAsync(2000)
  let kept: unknown
  while (kept === undefined) kept = await vault.drafts.load('note:1')
  expect(kept).toBe('words that have to wait')
  vault.lock()
})

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
