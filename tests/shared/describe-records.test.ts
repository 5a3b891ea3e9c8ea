import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'

const root = join(import.meta.dirname, '..', '..')

test('the tables of docs/sync.md are those of the code; the script with --write renews them', async () => {
  const script = join(root, 'scripts', 'describe-records.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script])
  const described = await describedRecords()
  expect(described.trim()).toBe(stdout.trim())
})

test('every field of every record type is in docs/sync.md with its merge policy', async () => {
  const described = await describedRecords()
  for (const [type, { policies, tier }] of Object.entries(recordTypeDefinitions)) {
    const [, part = ''] = described.split(`#### \`${type}\`\n`)
    const [section = ''] = part.split('####')
    expect(section).toContain(`tier ${tier}.`)
    const rows = section.split('\n').filter((line) => line.startsWith('| `'))
    const found = rows.map((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim()))
    const policiesFound = Object.fromEntries(
      found.map((cells) => [cells[1]?.split('`')[1] ?? '', cells.at(-2)?.replaceAll('`', '')]),
    )
    expect(policiesFound).toEqual(policies)
  }
})

test.each(['sync.md', 'security.md'])(
  'each rule of docs/%s names tests that name the rule',
  async (name) => {
    const page = await readFile(join(root, 'docs', name), 'utf8')
    const rules = [...page.matchAll(/^- \*\*([A-Z]{1,2}\d+)\*\*(.*?)(?=^-|^#|\n\n)/gms)]
    expect(rules.length).toBeGreaterThan(10)
    const wrong = rules.flatMap(([, rule = '', text = '']) => {
      const [, proof = ''] = text.split('proof:')
      const files = [...proof.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file)
      return files.filter((file) => !testNames(file, rule)).map((file) => `${rule}: ${file}`)
    })
    expect(wrong).toEqual([])
  },
)

function testNames(file: string, rule: string): boolean {
  const paths = ['.test.ts', '.test.tsx', '.ts'].map((end) => join(root, 'tests', file + end))
  const path = paths.find((candidate) => existsSync(candidate))
  return path !== undefined && readFileSync(path, 'utf8').includes(`[${rule}]`)
}

async function describedRecords(): Promise<string> {
  const page = await readFile(join(root, 'docs', 'sync.md'), 'utf8')
  const [, described = ''] =
    /<!-- prettier-ignore-start -->\n(.*)<!-- prettier-ignore-end -->/s.exec(page) ?? []
  return described
}
