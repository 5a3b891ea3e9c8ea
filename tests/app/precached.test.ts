import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Made by `npm run build`, which `npm test` runs before. */
const built = join(import.meta.dirname, '..', '..', 'dist')

test('[UP2] every asset of the build is precached, so that no screen waits for a network', async () => {
  const worker = await readFile(join(built, 'sw.js'), 'utf8')
  const assets = await readdir(join(built, 'assets'))
  expect(assets.length).toBeGreaterThan(20)
  expect(assets.filter((name) => !worker.includes(`assets/${name}`))).toEqual([])
  expect(worker).toContain('index.html')
})
