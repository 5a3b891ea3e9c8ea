import { timeSignIns } from '#tests/faults/time-sign-ins.ts'
import type { ProveSection } from './section.ts'

const rounds = 600

export const timingSection: ProveSection = {
  id: 'timing',
  title: 'Wrong passwords for numbers that exist and for others, timed',
  run: ({ seed }) => timeSignIns({ rounds, seed }),
}
