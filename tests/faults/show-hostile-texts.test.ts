import { expect, test } from 'vitest'
import { showHostileTexts } from './show-hostile-texts.ts'

test('[SE4] hostile texts in every field are text on every screen: nothing runs, overflows or turns what stands beside it', async () => {
  const { counts, violations } = await showHostileTexts({ texts: 1, seed: 'every test run' })
  expect(violations).toEqual([])
  expect(counts['screens']).toBeGreaterThan(20)
}, 120_000)
