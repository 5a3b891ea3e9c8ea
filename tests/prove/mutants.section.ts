import { mutants } from './mutants.ts'
import { type Verdict, tryMutant } from './try-mutant.ts'
import type { ProveSection } from './section.ts'

/** Histories that a mutant has to survive. */
const mostHistories = 120

export const mutantsSection: ProveSection = {
  id: 'mutants',
  title: 'Rules switched off one at a time: something must fail',
  onRequest: true,
  async run({ seed, histories, rules, say }) {
    const verdicts: Verdict[] = []
    const wanted = mutants.filter(({ rule }) => rules?.includes(rule) ?? true)
    for (const mutant of wanted) {
      const verdict = await tryMutant(mutant, {
        seed,
        histories: Math.min(histories, mostHistories),
      })
      say(rowOf(verdict))
      verdicts.push(verdict)
    }
    const survived = verdicts.filter(({ tests, simulation }) => !isCaught(tests, simulation))
    return {
      counts: {
        mutants: verdicts.length,
        'caught by a test': verdicts.filter(({ tests }) => tests.startsWith('fails')).length,
        'caught by the simulation': verdicts.filter(({ simulation }) =>
          simulation.startsWith('fails'),
        ).length,
      },
      violations: survived.map(
        ({ mutant }) => `${mutant.rule} can be off unnoticed: ${mutant.what}`,
      ),
      report: [
        '| rule off | tests | simulation |',
        '| --- | --- | --- |',
        ...verdicts.map(rowOf),
      ].join('\n'),
    }
  },
}

function isCaught(...results: string[]): boolean {
  return results.some((result) => result.startsWith('fails'))
}

function rowOf({ mutant, tests, simulation }: Verdict): string {
  return `| ${mutant.rule}: ${mutant.what} | ${tests} | ${simulation} |`
}
