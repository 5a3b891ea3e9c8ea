import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { showHostileTexts } from './show-hostile-texts.ts'

test('[SE4] hostile texts in every field are text on every screen: nothing runs, overflows or turns what stands beside it', async () => {
  const { violations, paths } = await showHostileTexts({ texts: 1, seed: 'every test run' })
  expect(violations).toEqual([])
  const seen = paths.map((path) => path.replace(/\?.*/u, ''))
  const screens = await screensOfRouter()
  expect(screens.length).toBeGreaterThan(35)
  const unseen = screens.filter((screen) => {
    const pattern = new RegExp(`^${screen.replaceAll(/\$\w+/gu, '[^/]+')}$`, 'u')
    return !seen.some((path) => pattern.test(path))
  })
  // The first only leads on to another.
  expect(unseen).toEqual(['/'])
}, 240_000)

/** The path of every screen, as `router.tsx` has them: a screen that is not looked at fails. */
async function screensOfRouter(): Promise<string[]> {
  const file = join(import.meta.dirname, '..', '..', 'src', 'app', 'router.tsx')
  const source = await readFile(file, 'utf8')
  const route = /const (\w+) = createRoute\(\{\s*getParentRoute: \(\) => (\w+),\s*path: '([^']+)'/gu
  const paths = new Map<string, string>()
  for (const [, name = '', parent = '', path = ''] of source.matchAll(route)) {
    paths.set(name, parent === 'root' ? path : `${paths.get(parent)}/${path}`)
  }
  return [...paths.values()]
}
