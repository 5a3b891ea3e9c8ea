import { describeFailure, runHistories } from '#tests/simulation/run-histories.ts'
import type { ProveSection } from './section.ts'

export const simulationSection: ProveSection = {
  id: 'simulation',
  title: 'Random histories of several devices under faults',
  async run({ seed, histories, say }) {
    const onHistory = (done: number): void => {
      if (done % 500 === 0) say(`${done} of ${histories} histories`)
    }
    const { counts, failed, seconds } = await runHistories({
      seed,
      histories,
      onHistory,
      onFailure: (one) => say(describeFailure(one)),
    })
    const perHistory = Math.round((seconds * 1000) / Math.max(1, counts.get('histories') ?? 1))
    return {
      counts: { ...Object.fromEntries(counts), 'ms a history (all cores)': perHistory },
      violations: failed.map(describeFailure),
    }
  },
}
