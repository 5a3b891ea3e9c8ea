// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest'
import { loadChunk, mayReloadFor, MissingChunkError } from '#app/load-chunk.ts'

const online = { onLine: true, tried: sessionStorage }
beforeEach(() => sessionStorage.clear())

function missing(name: string): Promise<unknown> {
  const address = `http://localhost/assets/${name}.js`
  return loadChunk(() =>
    Promise.reject(new TypeError(`Failed to fetch dynamically imported module: ${address}`)),
  ).catch((error: unknown) => error)
}

test('[UP2] a chunk that does not come reloads the page once, and each other chunk once too', async () => {
  const error = await missing('today-1')
  expect(error).toBeInstanceOf(MissingChunkError)
  expect(mayReloadFor(error, online)).toBe(true)
  expect(mayReloadFor(await missing('today-1'), online)).toBe(false)
  expect(mayReloadFor(await missing('tasks-2'), online)).toBe(true)
})

test('[UP2] without a network nothing is reloaded, and the one try is left for later', async () => {
  const error = await missing('today-1')
  expect(mayReloadFor(error, { ...online, onLine: false })).toBe(false)
  expect(mayReloadFor(error, online)).toBe(true)
})

test('[UP2] a screen that threw for another reason is not reloaded', () => {
  expect(mayReloadFor(new Error('a bug'), online)).toBe(false)
})
