import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { auditSearchFigure } from './audit-search.bench.ts'
import { measureBuiltApp } from './built-app.bench.ts'
import { measureDataLayer } from './data-layer.bench.ts'
import { type Figure, verdictOf } from './figure.ts'
import { writeFigures } from './figures-page.ts'
import { measureKeyPaint } from './key-paint.bench.ts'
import { measureLiveLatency } from './live-latency.bench.ts'
import { describeMachine } from './machine.ts'
import { searchFigure } from './search.bench.ts'
import { remarksOf, tableOf } from './table.ts'

const root = join(import.meta.dirname, '..', '..')

const { values } = parseArgs({
  options: {
    /** Runs of each measurement; the median counts. */
    runs: { type: 'string', default: '5' },
    /** Ids of figures, with commas between them. */
    only: { type: 'string' },
    /** Puts the table into docs/figures.md. */
    write: { type: 'boolean', default: false },
  },
})
const runs = Number(values.runs)
if (!Number.isInteger(runs) || runs < 1) throw new Error('Use --runs with a whole number from 1.')
const only = values.only?.split(',')
const isWanted = (id: string): boolean => only === undefined || only.includes(id)

const groups: { ids: string[]; measure: () => Promise<Figure[]> }[] = [
  {
    ids: ['first-sync', 'unlock', 'save'],
    measure: () => measureDataLayer(runs, isWanted),
  },
  { ids: ['live-p50', 'live-p95'], measure: () => measureLiveLatency(runs, isWanted) },
  { ids: ['search-10000'], measure: async () => [searchFigure(10_000, runs, 1)] },
  { ids: ['search-100000'], measure: async () => [searchFigure(100_000, runs, 4)] },
  { ids: ['key-paint'], measure: () => measureKeyPaint(runs) },
  { ids: ['audit-search'], measure: async () => [await auditSearchFigure(runs, 50)] },
  {
    ids: ['cold-start', 'cold-start-slow', 'first-javascript', 'today-javascript'],
    measure: () => measureBuiltApp(runs, isWanted),
  },
]

const machine = await describeMachine()
const figures: Figure[] = []
for (const { ids, measure } of groups) {
  if (ids.some(isWanted)) figures.push(...(await measure()))
}

console.log(tableOf(figures))
console.log(`\n${remarksOf(figures)}`)
const results = {
  takenAt: new Date().toISOString(),
  machine,
  runs,
  figures: figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) })),
}
const folder = join(root, '.tmp', 'bench')
await mkdir(folder, { recursive: true })
await writeFile(join(folder, 'latest.json'), `${JSON.stringify(results, null, 2)}\n`)
if (values.write) await writeFigures(join(root, 'docs', 'figures.md'), results)
