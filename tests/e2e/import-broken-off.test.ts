import { expect, test } from 'vitest'
import { breakOffImport } from '#tests/faults/break-off-import.ts'

test('[R17] an import whose browser is killed is told of, goes on with the same file, uploads with progress, and brings everybody once', async () => {
  const { violations } = await breakOffImport({ rows: 2500, seed: 'broken off import' })
  expect(violations).toEqual([])
}, 300_000)
