// @vitest-environment jsdom
import { locks } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tellHalfFilled, isHalfFilled, whenNoTabIsHalfFilled } from '#app/half-filled.ts'
import { reloadWhenClean } from '#app/safe-reload.ts'
import { takeOver } from '#app/service-worker.ts'

const stopping: (() => void)[] = []
beforeEach(() => document.body.replaceChildren())
afterEach(() => {
  for (const stop of stopping.splice(0)) stop()
})

/** A tab with a document of its own; what stands in it is told to the others. */
function openTab(content = '') {
  const page = document.implementation.createHTMLDocument()
  page.body.innerHTML = content
  stopping.push(tellHalfFilled(locks, { page, isBusy: () => isHalfFilled(page) }))
  return page
}

/** Lets everything happen that can happen by itself. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

test('[UP1] forms, sheets and questions keep an update back; a screen that one only reads does not', () => {
  const page = document.implementation.createHTMLDocument()
  expect(isHalfFilled(page)).toBe(false)
  page.body.innerHTML = '<main><h1>今日</h1><button>锁定</button><input type="search"></main>'
  expect(isHalfFilled(page)).toBe(false)
  for (const open of [
    '<form></form>',
    '<div role="dialog"></div>',
    '<div role="alertdialog"></div>',
    '<textarea></textarea>',
    '<div data-action-bar></div>',
  ]) {
    page.body.innerHTML = `<main>${open}</main>`
    expect(isHalfFilled(page)).toBe(true)
  }
})

test('[UP1] an accepted update waits until nothing is half-filled in any tab, those included that begin meanwhile', async () => {
  const reading = openTab('<main>今日</main>')
  const writing = openTab('<form></form>')
  const done = vi.fn<() => void>()
  const updated = whenNoTabIsHalfFilled(locks, async () => done())
  await settle()
  expect(done).not.toHaveBeenCalled()
  reading.body.innerHTML = '<div role="dialog"></div>'
  await settle()
  writing.body.replaceChildren()
  await settle()
  expect(done).not.toHaveBeenCalled()
  reading.body.replaceChildren()
  await updated
  expect(done).toHaveBeenCalledTimes(1)
})

test('[UP1] a tab that is closed with its form keeps nothing back', async () => {
  openTab('<form></form>')
  const done = vi.fn<() => void>()
  const updated = whenNoTabIsHalfFilled(locks, async () => done())
  await settle()
  expect(done).not.toHaveBeenCalled()
  for (const stop of stopping.splice(0)) stop()
  await updated
  expect(done).toHaveBeenCalledTimes(1)
})

test('[UP1] a tab reloads only when its form is gone and what was typed in it lies on the disk', async () => {
  document.body.innerHTML = '<form></form>'
  const steps: string[] = []
  const seals: (() => void)[] = []
  const open = { at: 'open' } as ReturnType<Parameters<typeof reloadWhenClean>[0]['current']>
  const reloaded = reloadWhenClean(
    {
      current: () => open,
      settled: () => new Promise((resolve) => seals.push(resolve)),
    },
    () => steps.push('reloaded'),
  )
  await settle()
  document.body.replaceChildren()
  await settle()
  expect(steps).toEqual([])
  // Somebody opens another form while the last words are sealed.
  document.body.innerHTML = '<div role="dialog"></div>'
  seals.shift()?.()
  await settle()
  expect(steps).toEqual([])
  document.body.replaceChildren()
  await settle()
  seals.shift()?.()
  await reloaded
  expect(steps).toEqual(['reloaded'])
})

test('[UP1] a browser that never says that the new version took over is waited for three seconds', async () => {
  vi.useFakeTimers()
  try {
    const silent = new EventTarget()
    const taken = vi.fn<() => void>()
    const over = takeOver(silent as ServiceWorkerContainer, () => {}).then(taken)
    await vi.advanceTimersByTimeAsync(2999)
    expect(taken).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await over
    const heard = new EventTarget()
    await takeOver(heard as ServiceWorkerContainer, () =>
      heard.dispatchEvent(new Event('controllerchange')),
    )
  } finally {
    vi.useRealTimers()
  }
})
