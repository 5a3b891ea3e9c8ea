import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { en } from '#i18n/en.ts'
import { zhCN } from '#i18n/zh-CN.ts'
import { compressedKB, staticScriptsOf } from '#tests/bench/first-javascript.ts'

/** Made by `npm run build`, which `npm test` runs before. */
const built = join(import.meta.dirname, '..', '..', 'dist')

/** A reading with its tone: only the dictionary of pinyin-pro writes them. */
const reading = 'zhuàng'

describe('the scripts that the first screen waits for', () => {
  let first: string[]
  let later: string[]

  beforeAll(async () => {
    first = await staticScriptsOf(built)
    const all = await readdir(join(built, 'assets'))
    later = all.filter((name) => name.endsWith('.js') && !first.includes(name))
  })

  test('weigh at most 170 KB compressed', async () => {
    expect(first.length).toBeGreaterThan(0)
    expect(await compressedKB(built, first)).toBeLessThanOrEqual(170)
  })

  test('hold the Chinese texts, while the English ones come only when asked for', async () => {
    expect(await filesWith(first, zhCN.session.unlockText)).toHaveLength(1)
    expect(await filesWith(first, en.session.unlockText)).toEqual([])
    expect(await filesWith(later, en.session.unlockText)).toHaveLength(1)
  })

  test('leave the dictionary of readings for the moment in which somebody types a name', async () => {
    expect(await filesWith(first, reading)).toEqual([])
    expect(await filesWith(later, reading)).toHaveLength(1)
  })
})

async function filesWith(names: readonly string[], text: string): Promise<string[]> {
  const found = await Promise.all(
    names.map(async (name) => (await readFile(join(built, 'assets', name), 'utf8')).includes(text)),
  )
  return names.filter((_, index) => found[index])
}
