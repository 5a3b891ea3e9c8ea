import { expect, it } from 'vitest'
import { runHistories } from './run-histories.ts'

async function countsOf(seed: string): Promise<Record<string, number>> {
  const { counts } = await runHistories({ seed, histories: 4, workers: 1 })
  return Object.fromEntries(counts)
}

it(
  'the same seed gives the same histories, to the last request',
  { timeout: 120_000 },
  async () => {
    const [first, second] = await Promise.all([countsOf('again'), countsOf('again')])
    expect(first['requests']).toBeGreaterThan(40)
    expect(second).toEqual(first)
  },
)
