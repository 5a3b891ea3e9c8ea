import { expect, test } from 'vitest'
import { loseRotations } from './lose-rotations.ts'

const seed = process.env['SEED'] ?? String(Date.now())

test('[SE2] sixty devices whose answers are lost while their tokens are replaced: nobody is locked out, and a copy ends the session', async () => {
  console.log(`lose-rotations: SEED=${seed}`)
  const { counts, violations } = await loseRotations({ runs: 60, seed })
  expect(violations).toEqual([])
  expect(counts['rotations']).toBeGreaterThan(60)
  expect(counts['lostAnswers']).toBeGreaterThan(60)
  expect(counts['copies']).toBeGreaterThan(15)
}, 120_000)
