import { readFile, writeFile } from 'node:fs/promises'
import type { Figure } from './figure.ts'
import type { Machine } from './machine.ts'
import { remarksOf, tableOf } from './table.ts'

export interface Results {
  /** ISO instant. */
  takenAt: string
  machine: Machine
  runs: number
  figures: readonly Figure[]
}

const heading = '## Speed'

/** Replaces the section “Speed” of the page, or adds it; the rest of the page stays as it is. */
export async function writeFigures(path: string, results: Results): Promise<void> {
  const page = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '# Figures\n'
    throw error
  })
  const before = page.indexOf(`${heading}\n`)
  const after = before === -1 ? -1 : page.indexOf('\n## ', before + heading.length)
  const head = before === -1 ? `${page.trimEnd()}\n\n` : page.slice(0, before)
  const tail = after === -1 ? '' : page.slice(after)
  await writeFile(path, `${head}${sectionOf(results)}${tail}`)
}

function sectionOf({ takenAt, machine, runs, figures }: Results): string {
  const { cores, processor, memoryGB, chromium, node, load } = machine
  return `${heading}

\`npm run bench -- --write\` takes these figures and writes this section. A floor is the least program that does the same
work with nothing of the product in it, measured in the same run, turn by turn: times differ from machine to machine,
ratios much less, unless something else keeps the cores busy. Medians of ${runs} runs.

Taken on ${takenAt.slice(0, 10)}: ${cores} cores (${processor}), ${memoryGB} GB of memory, Chromium ${chromium}, Node ${node};
load average before the run ${load.toFixed(1)} (a quiet machine is below 0.5).

${tableOf(figures)}

${remarksOf(figures)}
`
}
