import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mutant } from './mutants.ts'

/** What the tests and the simulation said of a mutant: `fails …` is what they should say. */
export interface Verdict {
  mutant: Mutant
  tests: string
  simulation: string
}

const root = join(import.meta.dirname, '..', '..')
const copied = [
  'src',
  'sync-server',
  'tests',
  'scripts',
  'docs',
  'public',
  'index.html',
  'package.json',
  'vite.config.ts',
  'tsconfig.json',
  'tsconfig.base.json',
]

/** Changes a copy of the tree and runs what should notice. */
export async function tryMutant(
  mutant: Mutant,
  { seed, histories }: { seed: string; histories: number },
): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'branchbook-mutant-'))
  try {
    for (const part of copied) cpSync(join(root, part), join(folder, part), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const applied = apply(mutant, join(folder, mutant.file))
    if (!applied) {
      const remark = 'the change does not apply any more'
      return { mutant, tests: remark, simulation: remark }
    }
    const tests = await run(folder, ['node_modules/vitest/vitest.mjs', 'run', ...mutant.tests])
    const limits = ['--seed', seed, '--histories', String(histories)]
    const simulation = await run(folder, ['tests/prove/simulate.ts', ...limits])
    return {
      mutant,
      tests: tests.code === 0 ? 'pass' : verdictOf(/^\s*FAIL\s+(.*)$/m, tests.output),
      simulation: simulation.code === 0 ? 'passes' : verdictOf(/^(\[.*)$/m, simulation.output),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function apply({ find, replace }: Mutant, file: string): boolean {
  const source = readFileSync(file, 'utf8')
  if (source.split(find).length !== 2) return false
  writeFileSync(
    file,
    source.replace(find, () => replace),
  )
  return true
}

function run(cwd: string, command: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: '1' }
    const child = spawn(process.execPath, command, { cwd, env })
    let output = ''
    const take = (part: Buffer): void => {
      output += part.toString()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', reject)
    child.on('exit', (code) => resolve({ code, output }))
  })
}

/** What failed, by name; anything else that went wrong is no proof of anything. */
function verdictOf(failure: RegExp, output: string): string {
  const line = failure.exec(output)?.[1]
  return line === undefined
    ? `did not run: ${clean(output.trim().split('\n').slice(0, 3).join(' '))}`
    : `fails: ${clean(line.split(' > ').at(-1) ?? line)}`
}

function clean(text: string): string {
  return text.replaceAll('|', '/').slice(0, 110)
}
