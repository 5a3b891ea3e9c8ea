import type { PlannedAttempt, PlannedPerson, PlannedRecord, WorldPlan } from './world-plan.ts'

const lead: PlannedPerson = { branch: 0, role: 'lead', active: true }
const manager: PlannedPerson = { branch: 0, role: 'rm', active: true }

function record(type: PlannedRecord['type'], more: Partial<PlannedRecord> = {}): PlannedRecord {
  return { type, customer: 0, person: 0, other: 0, variant: 1, archived: false, ...more }
}

function attempt(more: Partial<PlannedAttempt>): PlannedAttempt {
  return {
    step: 'attempt',
    who: 0,
    by: 'near',
    kind: 'patch',
    type: 'customer',
    target: 0,
    other: 0,
    variant: 1,
    isForged: false,
    depth: 'undone',
    isKept: true,
    ...more,
  }
}

/** Plans on which server and referee disagreed once, each with what was wrong; and what chance seldom comes upon. */
export const knownWorlds: Record<string, WorldPlan> = {
  '[SE7][SC5] a hand-over of which every customer was erased is returned, and not broken': {
    people: [lead, manager],
    customers: [record('customer')],
    records: [record('handover', { other: 1 })],
    steps: [
      { step: 'erase', customer: 0 },
      attempt({ kind: 'return', type: 'handover' }),
      attempt({ kind: 'archive', type: 'handover' }),
    ],
  },
  '[ME8][SC5] a card is not merged into one of another branch, which is answered like nothing at all':
    {
      people: [lead, manager, { ...manager, branch: 1 }],
      customers: [record('customer'), record('customer', { person: 2 })],
      records: [],
      // `variant` picks the change, `other` into whom: the other branch, then itself.
      steps: [
        attempt({ variant: 6, other: 1 }),
        attempt({ variant: 7, other: 1, isKept: false }),
        attempt({ variant: 6, other: 0 }),
      ],
    },
}
