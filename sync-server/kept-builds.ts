import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** UP2: assets of so many builds are served: those of today's, and of the two before it. */
const buildsServed = 3
/** A copy that takes longer (ms) was cut off with its process. */
const longestCopy = 60 * 60_000

/**
 * UP2: a tab that was opened before an update asks for chunks of its own build. Copies the assets of today's build into
 * `folder`, so that they outlive the next deployment, and lets go of builds that are too old.
 * @param pages the built pages of today
 * @param now instant in ms
 * @returns roots of the former builds, each with an `assets` folder, newest first
 */
export async function keepBuilds(pages: string, folder: string, now: number): Promise<string[]> {
  const assets = join(pages, 'assets')
  if (!existsSync(assets)) return []
  // Names of assets carry a hash of their content, so they say which build this is.
  const today = join(folder, nameOf(await readdir(assets)))
  await mkdir(folder, { recursive: true })
  if (!existsSync(today)) await copyWhole(assets, today)
  // The time of a folder says when its build was today's for the last time.
  await utimes(today, now / 1000, now / 1000)
  const others = (await foldersIn(folder)).filter(({ path }) => path !== today)
  const former = others
    .filter(({ path }) => !isPartial(path))
    .toSorted((one, other) => other.at - one.at)
  const cutOff = others.filter(({ path, at }) => isPartial(path) && at < now - longestCopy)
  for (const { path } of [...former.slice(buildsServed - 1), ...cutOff]) {
    await rm(path, { recursive: true, force: true })
  }
  return former.slice(0, buildsServed - 1).map(({ path }) => path)
}

function nameOf(assets: readonly string[]): string {
  return createHash('sha256').update(assets.toSorted().join('\n')).digest('hex').slice(0, 16)
}

/** A copy that was cut off must not pass for a build: it gets its name when it is whole. */
async function copyWhole(assets: string, build: string): Promise<void> {
  const partial = `${build}.${process.pid}`
  await cp(assets, join(partial, 'assets'), { recursive: true })
  await rename(partial, build).catch(async (error: unknown) => {
    await rm(partial, { recursive: true, force: true })
    // Another process on this folder was faster.
    if (!existsSync(build)) throw error
  })
}

function isPartial(path: string): boolean {
  return /\.\d+$/.test(path)
}

async function foldersIn(folder: string): Promise<{ path: string; at: number }[]> {
  const paths = (await readdir(folder)).map((name) => join(folder, name))
  return Promise.all(paths.map(async (path) => ({ path, at: (await stat(path)).mtimeMs })))
}
