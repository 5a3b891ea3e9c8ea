import { parseArgs } from 'node:util'
import type { ProveSection } from './section.ts'
import { sections } from './sections.ts'

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '20000' },
    /** The same seed gives the same histories. */
    seed: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    /** Ids of sections, with commas between them. */
    only: { type: 'string' },
    /** Mutants of these rules alone, with commas between them. */
    rules: { type: 'string' },
    /** The same as `--only mutants`. */
    mutants: { type: 'boolean', default: false },
  },
})
const histories = Number(values.histories)
if (!Number.isInteger(histories) || histories < 1) {
  throw new Error('Use --histories with a whole number from 1.')
}
const only = values.mutants ? ['mutants'] : values.only?.split(',')
const unknown = only?.filter((id) => sections.every((section) => section.id !== id)) ?? []
if (unknown.length > 0) {
  throw new Error(
    `No section ${unknown.join(', ')}; there are ${sections.map(({ id }) => id).join(', ')}.`,
  )
}
const say = (text: string): void => console.log(`  … ${text}`)
const isWanted = ({ id, onRequest = false }: ProveSection): boolean =>
  only === undefined ? !onRequest : only.includes(id)

const options = {
  seed: values.seed,
  histories,
  say,
  ...(values.rules === undefined ? {} : { rules: values.rules.split(',') }),
}

console.log(`seed ${values.seed}`)
let broken = 0
for (const section of sections.filter(isWanted)) {
  console.log(`\n${section.title} (${section.id})`)
  const started = performance.now()
  const { counts, violations, report } = await section.run(options)
  const seconds = (performance.now() - started) / 1000
  for (const [name, count] of Object.entries(counts)) {
    console.log(`  ${String(count).padStart(9)}  ${name}`)
  }
  console.log(`  ${seconds.toFixed(1).padStart(9)}  seconds`)
  console.log(`  ${String(violations.length).padStart(9)}  violations`)
  if (report !== undefined) console.log(`\n${report}`)
  for (const violation of violations) console.log(`\n${violation}`)
  broken += violations.length
}
process.exitCode = broken > 0 ? 1 : 0
