import { expect, test } from 'vitest'
import { loseStorage } from './lose-storage.ts'
import { tamperWithVault } from './tamper-vault.ts'
import { updateUnderTabs } from './update-under-tabs.ts'

const seed = process.env['SEED'] ?? String(Date.now())
console.log(`devices: SEED=${seed}`)

test('[CL2][CL7][VA4][VA5] storage wiped, full or silent: no save is lost silently, and a loss is told to person and lead', async () => {
  const { violations } = await loseStorage({ wiped: 1, full: 1, silent: 1, seed })
  expect(violations).toEqual([])
}, 180_000)

test('[CL2][CL6][UP1] two tabs, an update and half-filled forms: no write by old code, no reload, drafts kept', async () => {
  const { violations } = await updateUnderTabs({ apps: 2, schemas: 1, seed })
  expect(violations).toEqual([])
}, 180_000)

test('[VA3] what was flipped, removed or rolled back on the disk is noticed and pulled again; the outbox is reported', async () => {
  const { counts, violations } = await tamperWithVault({ rounds: 20, seed })
  expect(violations).toEqual([])
  expect(counts['recordsMissed']).toBeGreaterThan(0)
}, 120_000)
