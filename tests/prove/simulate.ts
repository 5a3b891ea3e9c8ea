import { parseArgs } from 'node:util'
import { runHistories } from '#tests/simulation/run-histories.ts'

/** The simulation alone, until the first violation: exit code 1 and the rule that was broken. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: 'branchbook' },
    histories: { type: 'string', default: '100' },
  },
})
const { failed } = await runHistories({
  seed: values.seed,
  histories: Number(values.histories),
  mostFailures: 1,
  shrinkFor: 0,
})
for (const { seed, violations } of failed) console.log(`${violations[0]} (seed ${seed})`)
process.exitCode = failed.length > 0 ? 1 : 0
