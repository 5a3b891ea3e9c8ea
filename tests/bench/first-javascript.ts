import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Names of the built files in `assets` that a page loads at once: its entry and whatever that imports statically. */
export async function staticScriptsOf(built: string, page = 'index.html'): Promise<string[]> {
  const html = await readFile(join(built, page), 'utf8')
  const found = new Set<string>()
  const waiting = [...html.matchAll(/(?:src|href)="[^"]*?([^"/]+\.js)"/g)].map(([, name]) => name)
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue
    found.add(name)
    waiting.push(...staticImportsOf(await readFile(join(built, 'assets', name), 'utf8')))
  }
  return [...found]
}

/** What these files weigh together as a server sends them, each compressed by itself; in KB of 1,000 bytes. */
export async function compressedKB(built: string, names: readonly string[]): Promise<number> {
  const files = await Promise.all(names.map((name) => readFile(join(built, 'assets', name))))
  return files.reduce((sum, file) => sum + gzipSync(file).length, 0) / 1000
}

/** `import"./a.js"` and `from"./a.js"` as the bundler writes them; `import("./a.js")` is loaded later. */
function staticImportsOf(script: string): string[] {
  return [...script.matchAll(/(?:\bimport|\bfrom)\s*["'](\.{1,2}\/[^"']+\.js)["']/g)].map(
    ([, path]) => basename(path ?? ''),
  )
}
