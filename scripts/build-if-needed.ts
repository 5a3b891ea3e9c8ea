/**
 * Builds the app unless `dist/` is newer than everything it is made of,
 * so that `npm start` works on a fresh clone and does not build twice.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']
const built = 'dist/index.html'

if (!existsSync(built) || newest(sources) > statSync(built).mtimeMs) {
  console.log('行伴 Branchbook: building the app (about 10 seconds)…')
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
    {
      stdio: 'inherit',
    },
  )
  process.exit(status ?? 1)
}

/** The latest modification time (ms) among files and folders. */
function newest(paths: string[]): number {
  return Math.max(
    0,
    ...paths.map((path) => {
      const stat = statSync(path)
      if (!stat.isDirectory()) return stat.mtimeMs
      return newest(readdirSync(path).map((name) => join(path, name)))
    }),
  )
}
