import { expect, it } from 'vitest'
import { describeFailure, runHistories } from './run-histories.ts'

const seed = process.env['SIMULATION_SEED'] ?? 'branchbook'
const histories = Number(process.env['SIMULATION_HISTORIES'] ?? 500)

it(
  `[I1][I2][I3][I4][I5][I6][I7][I12][ME2][PL3][SC1] ${histories} random histories of seed ${seed} keep every rule`,
  { timeout: 600_000 },
  async () => {
    const { counts, failed, seconds } = await runHistories({ seed, histories, mostFailures: 1 })
    console.log(`simulation, seed ${seed}: ${JSON.stringify(Object.fromEntries(counts))}`)
    console.log(`${seconds.toFixed(1)} s`)
    expect(failed.map(describeFailure)).toEqual([])
    expect(counts.get('histories')).toBe(histories)
    // A harness that does nothing finds nothing.
    const kinds = ['browser killed', 'server killed', 'answer dropped', 'outcome conflict']
    expect(kinds.filter((kind) => (counts.get(kind) ?? 0) < histories / 50)).toEqual([])
  },
)
