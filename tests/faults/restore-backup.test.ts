import { expect, test } from 'vitest'
import { restoreBackups } from './restore-backup.ts'

const seed = process.env['SEED'] ?? String(Date.now())

test('[I11][GC2] devices that are ahead of a restored backup bring back everything, once, by themselves', async () => {
  console.log(`restore-backup: SEED=${seed}`)
  const { counts, violations } = await restoreBackups({ restores: 1, seed })
  expect(violations).toEqual([])
  expect(counts['acknowledged']).toBeGreaterThan(5)
}, 120_000)
