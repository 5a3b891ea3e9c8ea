import { expect, test } from 'vitest'
import { deriveHere, floorParameters, type Argon2Parameters } from '#vault/argon2.ts'
import { calibrate } from '#vault/derive-key.ts'

/** A device that takes so many ms for 64 MiB and three passes. */
function deviceTaking(milliseconds: number): (parameters: Argon2Parameters) => Promise<number> {
  return ({ memoryKiB, iterations }) =>
    Promise.resolve((milliseconds * memoryKiB * iterations) / (64 * 1024 * 3))
}

test.each([
  [60, 'a fast device'],
  [300, 'a usual one'],
  [700, 'one that needs nothing'],
  [1800, 'a slow one'],
  [4000, 'a very slow one'],
])('[KE2] %i ms at 64 MiB: %s ends between 0.5 and 1 s', async (milliseconds) => {
  const measure = deviceTaking(milliseconds)
  const cost = await measure(await calibrate(measure))
  expect(cost).toBeLessThanOrEqual(1000)
  expect(cost).toBeGreaterThanOrEqual(500)
})

test('[KE2] no device is too slow for the floor of 19 MiB and two passes', async () => {
  expect(await calibrate(deviceTaking(30_000))).toEqual(floorParameters)
})

test('[KE2] one password typed in two encodings derives one key', async () => {
  const salt = new Uint8Array(16)
  const [composed, decomposed] = await Promise.all([
    deriveHere('caf\u00e9 行伴', salt, floorParameters),
    deriveHere('cafe\u0301 行伴', salt, floorParameters),
  ])
  expect(composed).toEqual(decomposed)
  expect(composed).toHaveLength(32)
})
