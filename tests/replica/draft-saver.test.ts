// @vitest-environment jsdom
import { IDBObjectStore } from 'fake-indexeddb'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { createDraftSaver, hasDraft, keysOfDraft, openFirstDraft } from '#replica/draft-saver.ts'
import { createDevice, newVault } from '#tests/vault/vault-device.ts'

/** A disk that takes nothing more until it is told that there is room. */
function fullDisk() {
  const { put } = IDBObjectStore.prototype
  const disk = { refused: 0, isFull: true }
  IDBObjectStore.prototype.put = function onFullDisk(...args) {
    if (!disk.isFull) return put.apply(this, args)
    disk.refused += 1
    throw new DOMException('no space', 'QuotaExceededError')
  }
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => {
    IDBObjectStore.prototype.put = put
    vi.useRealTimers()
  })
  return disk
}

test('[VA4][CL2] a form that is drawn anew on a full disk goes on with what was typed last, until it is dropped', async () => {
  const vault = await newVault(createDevice())
  const before = createDraftSaver(vault.drafts, 'note:1')
  await vault.drafts.save('note:1', 'what had room')
  const disk = fullDisk()
  const leave = before.watchPage(window)
  before.save('what had none')
  leave()
  while (disk.refused === 0) await turn()
  const after = createDraftSaver(vault.drafts, 'note:1')
  expect(await after.load()).toBe('what had none')
  disk.isFull = false
  await vi.advanceTimersByTimeAsync(250)
  while ((await vault.drafts.load('note:1')) !== 'what had none') await turn()
  await after.remove()
  expect(await createDraftSaver(vault.drafts, 'note:1').load()).toBeUndefined()
  vault.lock()
})

test('[VA4][CL2] a look whether something lies there writes nothing over what is typed meanwhile', async () => {
  const vault = await newVault(createDevice())
  const disk = fullDisk()
  const form = createDraftSaver(vault.drafts, 'service-plan:1')
  const leave = form.watchPage(window)
  form.save('half a sentence')
  leave()
  while (disk.refused === 0) await turn()
  expect(await hasDraft(vault.drafts, 'service-plan:1')).toBe(true)
  expect(await hasDraft(vault.drafts, 'service-plan:2')).toBe(false)
  // A save that the look had planned would be one more timer, and carry the older words.
  expect(vi.getTimerCount()).toBe(0)
  disk.isFull = false
  const again = createDraftSaver(vault.drafts, 'service-plan:1')
  expect(await again.load()).toBe('half a sentence')
  again.save('a whole sentence')
  await vi.advanceTimersByTimeAsync(250)
  while ((await vault.drafts.load('service-plan:1')) !== 'a whole sentence') await turn()
  expect(await hasDraft(vault.drafts, 'service-plan:1')).toBe(true)
  await again.remove()
  expect(await hasDraft(vault.drafts, 'service-plan:1')).toBe(false)
  vault.lock()
})

test('[VA4][CL2] a draft that did not fit is sealed as soon as there is room, though nobody types any more', async () => {
  const vault = await newVault(createDevice())
  const disk = fullDisk()
  const saver = createDraftSaver(vault.drafts, 'note:1')
  saver.save('words that have to wait')
  await vi.advanceTimersByTimeAsync(250)
  // It was refused, and the next try is planned.
  const isPlanned = (): boolean => disk.refused > 0 && vi.getTimerCount() > 0
  while (!isPlanned()) await turn()
  disk.isFull = false
  await vi.advanceTimersByTimeAsync(2000)
  let kept: unknown
  while (kept === undefined) kept = await vault.drafts.load('note:1')
  expect(kept).toBe('words that have to wait')
  vault.lock()
})

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

test('[ME8] what was half-filled about somebody who was merged is gone on with at the one who was kept', async () => {
  const [kept, away] = [
    '00000000-0000-4000-8000-000000000001',
    '00000000-0000-4000-8000-000000000002',
  ]
  const mergedInto = (id: string) => (id === kept ? [away] : [])
  expect(keysOfDraft(`note:new:${kept}`, mergedInto)).toEqual([
    `note:new:${kept}`,
    `note:new:${away}`,
  ])
  expect(keysOfDraft(`new-task:${kept}:none`, mergedInto)).toHaveLength(2)
  const relation = `relation:${away}:`
  expect(keysOfDraft(relation + kept, mergedInto)).toEqual([relation + kept, relation + away])
  expect(keysOfDraft(`customer:${kept}`, mergedInto)).toEqual([`customer:${kept}`])
  expect(keysOfDraft(`note:new:${away}`, mergedInto)).toEqual([`note:new:${away}`])

  const vault = await newVault(createDevice())
  await vault.drafts.save(`note:new:${away}`, 'half a sentence')
  const own = createDraftSaver(vault.drafts, `note:new:${kept}`)
  const other = createDraftSaver(vault.drafts, `note:new:${away}`)
  expect(await openFirstDraft([own, other], z.string())).toEqual({
    saver: own,
    value: 'half a sentence',
  })
  // It does not come up again when it was gone on with and saved.
  expect(await vault.drafts.load(`note:new:${kept}`)).toBe('half a sentence')
  expect(await vault.drafts.load(`note:new:${away}`)).toBeUndefined()
  await own.remove()
  expect((await openFirstDraft([own, other], z.string())).value).toBeUndefined()
  await vault.drafts.save(`note:new:${away}`, 'what is left')
  await vault.drafts.save(`note:new:${kept}`, 'another one')
  expect((await openFirstDraft([own, other], z.string())).value).toBe('another one')
  vault.lock()
})
