import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ProveOptions, ProveResult, ProveSection } from './section.ts'

interface Search {
  name: string
  /** Budgets and switches of tests/model/sync.pml. */
  flags: readonly string[]
  /** I7 as a formula, instead of the assertions. */
  progress?: boolean
}

const budget = (faults: number, moves: number, grants: number, restores: number): string[] => [
  `-DFAULTS=${faults}`,
  `-DMOVES=${moves}`,
  `-DGRANTS=${grants}`,
  `-DRESTORES=${restores}`,
]

/** What can go wrong together: the model is searched to its end under each of these budgets. */
const searches: readonly Search[] = [
  { name: 'fault, move, restore', flags: budget(1, 1, 0, 1) },
  { name: 'two faults, two moves', flags: budget(2, 2, 0, 0) },
  { name: 'two faults, restore', flags: budget(2, 0, 0, 1) },
  { name: 'fault, two moves, scope taken and given back', flags: budget(1, 2, 2, 0) },
  { name: 'every run comes to rest', flags: budget(1, 1, 0, 1), progress: true },
  { name: 'every run comes to rest, with grants', flags: budget(1, 1, 2, 0), progress: true },
]

/** They take minutes and gigabytes: for a run of at least so many histories. */
const wideFrom = 100_000
const wideSearches: readonly Search[] = [
  { name: 'two moves, scope taken and given back, restore', flags: budget(0, 2, 2, 1) },
  { name: 'fault, move, scope taken, restore', flags: budget(1, 1, 1, 1) },
]

/** Each breaks one rule, and the search has to say so. The budgets are the smallest under which it shows. */
const mutants: readonly Search[] = [
  { name: 'DROP_AT_ANSWER', flags: budget(0, 0, 0, 0) },
  { name: 'CURSOR_BEFORE_ROWS', flags: budget(1, 0, 0, 0) },
  { name: 'NO_STORED_RESULT', flags: budget(1, 0, 0, 0) },
  { name: 'NO_KNOWN_IDS', flags: budget(0, 0, 0, 1) },
  { name: 'EARLY_SEQ', flags: budget(0, 0, 0, 0) },
  { name: 'NO_OUTS', flags: budget(0, 1, 0, 0) },
  { name: 'OUT_OF_ANY_SCOPE', flags: budget(0, 2, 0, 0) },
  { name: 'PURGE_OUTBOX', flags: budget(0, 0, 1, 0) },
  { name: 'POSITION_SURVIVES', flags: budget(0, 0, 2, 0) },
  { name: 'NO_SERVER_EPOCH', flags: budget(0, 0, 0, 1) },
  { name: 'NO_JOURNAL', flags: budget(0, 0, 0, 1) },
  { name: 'PUSH_UNTIL_TAKEN', flags: budget(0, 0, 0, 1), progress: true },
]

const call = promisify(execFile)

/**
 * Every state of tests/model/sync.pml, and every switch in it that breaks a rule. Needs `spin` and `gcc`; without them
 * the report says that nothing was run, and how to get them.
 */
export const modelSection: ProveSection = {
  id: 'model',
  title: 'The model of push, pull, scope move and restore, in every reachable state (spin)',
  run: checkModel,
}

async function checkModel({ histories, say }: ProveOptions): Promise<ProveResult> {
  const missing = await missingTool()
  if (missing !== undefined) return { counts: {}, violations: [], report: `Not run: ${missing}` }
  const counts = { searches: 0, states: 0, transitions: 0, deepest: 0, mutants: 0, noticed: 0 }
  const violations: string[] = []
  for (const search of histories >= wideFrom ? [...searches, ...wideSearches] : searches) {
    const { states, transitions, depth, story } = await explore(search)
    counts.searches += 1
    counts.states += states
    counts.transitions += transitions
    counts.deepest = Math.max(counts.deepest, depth)
    if (story !== undefined) violations.push(`${search.name}: ${story}`)
    say(`${search.name}: ${states} states, ${depth} deep`)
  }
  for (const { name, flags, ...more } of mutants) {
    // A few hundred states: the compiler would take longer than the search.
    const { states, errors } = await explore(
      { ...more, name, flags: [...flags, `-D${name}`] },
      '-O0',
    )
    counts.mutants += 1
    if (errors > 0) counts.noticed += 1
    else violations.push(`${name}: the model does not notice it.`)
    say(`${name}: ${errors > 0 ? 'noticed' : 'not noticed'} after ${states} states`)
  }
  return { counts, violations }
}

async function missingTool(): Promise<string | undefined> {
  const tools = [
    ['spin', '-V'],
    ['gcc', '--version'],
  ] as const
  for (const [tool, question] of tools) {
    const there = await call(tool, [question]).then(
      () => true,
      () => false,
    )
    if (!there) return `${tool} is not installed. Debian and Ubuntu: apt-get install spin gcc`
  }
  return undefined
}

interface Found {
  states: number
  transitions: number
  depth: number
  errors: number
  /** With an error: what happened, step by step. */
  story: string | undefined
}

/** `spin -a`, `gcc`, `./pan` in a folder of its own. Throws when a tool fails, or the search ends before its end. */
async function explore({ flags, progress = false }: Search, optimised = '-O2'): Promise<Found> {
  const folder = await mkdtemp(join(tmpdir(), 'branchbook-model-'))
  const inFolder = { cwd: folder, maxBuffer: 64_000_000 }
  try {
    await copyFile(join(import.meta.dirname, '..', 'model', 'sync.pml'), join(folder, 'sync.pml'))
    const switches = progress ? [...flags, '-DLTL'] : flags
    await call('spin', [...switches, '-a', 'sync.pml'], inFolder)
    const kind = progress ? '-DNOREDUCE' : '-DSAFETY'
    // MB: where a search gives up. The widest takes a third of it.
    const memory = '-DMEMLIM=8000'
    await call('gcc', [optimised, '-w', kind, memory, '-o', 'pan', 'pan.c'], inFolder)
    const options = progress ? ['-a', '-m1000000'] : ['-m1000000']
    const { stdout } = await call('./pan', options, inFolder)
    const found = readReport(stdout)
    if (found.errors === 0) return { ...found, story: undefined }
    const trail = await call('spin', [...switches, '-t', '-T', 'sync.pml'], inFolder)
    return { ...found, story: storyOf(trail.stdout, stdout) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function readReport(report: string): Omit<Found, 'story'> {
  const numberAt = (pattern: RegExp): number => {
    const text = pattern.exec(report)?.[1]
    if (text === undefined) throw new Error(`pan did not say ${pattern}: ${report}`)
    return Number(text)
  }
  const errors = numberAt(/errors: (\d+)/)
  const brokeOff = /out of memory|max search depth too small/.test(report)
  if (errors === 0 && brokeOff) throw new Error(`The search was not completed: ${report}`)
  return {
    errors,
    depth: numberAt(/depth reached (\d+)/),
    states: numberAt(/(\S+) states, stored/),
    transitions: numberAt(/(\S+) transitions/),
  }
}

/** The lines that the model prints on the way, and what did not hold. */
function storyOf(trail: string, report: string): string {
  const steps = trail.split('\n').filter((line) => line !== '')
  const end = steps.findIndex((line) => line.startsWith('spin:'))
  const failed =
    report.split('\n').find((line) => line.startsWith('pan:')) ?? 'pan: no reason given'
  return [failed, ...steps.slice(0, end < 0 ? undefined : end)].join('\n  ')
}
