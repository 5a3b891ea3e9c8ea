import { expect, test } from 'vitest'
import { loseStorage } from './lose-storage.ts'
import { tamperWithVault } from './tamper-vault.ts'
import { updateUnderTabs } from './update-under-tabs.ts'

const seed = process.env['SEED'] ?? String(Date.now())
console.log(`devices: SEED=${seed}`)

const none = { wiped: 0, full: 0, silent: 0 }

test('[CL2][CL7][VA5] storage wiped: no save is lost silently, and a loss is told to person and lead', async () => {
  const { violations } = await loseStorage({ ...none, wiped: 1, seed })
  expect(violations).toEqual([])
}, 180_000)

test('[CL2][VA4] storage full: it is said, and what was typed stays until there is room', async () => {
  const { violations } = await loseStorage({ ...none, full: 1, seed })
  expect(violations).toEqual([])
}, 180_000)

test('[CL2][VA5] storage silent: nothing is called saved before it is', async () => {
  const { violations } = await loseStorage({ ...none, silent: 1, seed })
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
