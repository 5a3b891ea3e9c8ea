import * as fc from 'fast-check'
import { type Role, roles } from '#shared/domain/role.ts'
import { recordTypes, type RecordType } from '#shared/protocol/record.ts'
import { changeKinds, type ChangeKind } from './change-kinds.ts'

/** A number that picks one of a list, whatever its length. */
type Pick = number

/** Who works where. The world adds nobody: there may be a branch without a lead, or without anybody. */
export interface PlannedPerson {
  branch: 0 | 1
  role: Role
  active: boolean
}

/** A record that is there before anybody does anything. */
export interface PlannedRecord {
  type: RecordType
  customer: Pick
  person: Pick
  other: Pick
  /** Restricted, waiting, with two customers: what each type makes of it. */
  variant: Pick
  archived: boolean
}

/** Something that a person tries with a record that is there, was there, or never was. */
export interface PlannedAttempt {
  step: 'attempt'
  who: Pick
  /** Whose it is, somebody of the branch of the record, or anybody. */
  by: 'maker' | 'near' | 'anybody'
  kind: ChangeKind
  type: RecordType
  target: Pick
  other: Pick
  /** Which fields, which event, what kind of create. */
  variant: Pick
  /** In whose name: mostly in the own. */
  isForged: boolean
  /** Whether it is only decided, or run with all that follows, and undone. */
  depth: 'decided' | 'undone'
  /** Done, and not only tried. */
  isKept: boolean
}

export type PlannedStep =
  | PlannedAttempt
  | { step: 'staff'; who: Pick; role: Role; active: boolean }
  | { step: 'erase'; customer: Pick }
  /** The session ends; what the person sends afterwards is refused. */
  | { step: 'end'; who: Pick }
  | { step: 'look' }

export interface WorldPlan {
  people: PlannedPerson[]
  customers: PlannedRecord[]
  records: PlannedRecord[]
  steps: PlannedStep[]
}

const pick = fc.nat(997)

function plannedRecord(type: fc.Arbitrary<RecordType>): fc.Arbitrary<PlannedRecord> {
  const archived = fc.integer({ min: 0, max: 5 }).map((chance) => chance === 5)
  return fc.record({ type, customer: pick, person: pick, other: pick, variant: pick, archived })
}

/** Two branches with their people and records, and what happens there. `steps` is how much. */
export function worldPlan({ steps }: { steps: number }): fc.Arbitrary<WorldPlan> {
  const sized = { size: 'max' as const }
  const role = fc.constantFrom(...roles)
  const person = fc.record({
    branch: fc.constantFrom(0 as const, 0 as const, 1 as const),
    role,
    active: fc.integer({ min: 0, max: 7 }).map((chance) => chance < 7),
  })
  const children = recordTypes.filter((type) => !['branch', 'rule-table', 'staff'].includes(type))
  const some = (type: RecordType) =>
    fc.array(plannedRecord(fc.constant(type)), { minLength: 1, maxLength: 3, ...sized })
  const attempt: fc.Arbitrary<PlannedAttempt> = fc.record({
    step: fc.constant('attempt' as const),
    who: pick,
    by: fc.constantFrom('maker', 'near', 'near', 'maker', 'near', 'anybody'),
    kind: fc.constantFrom(...changeKinds),
    type: fc.constantFrom(...recordTypes),
    target: pick,
    other: pick,
    variant: pick,
    isForged: fc.integer({ min: 0, max: 19 }).map((chance) => chance === 19),
    depth: fc.constantFrom('decided', 'decided', 'decided', 'undone'),
    isKept: fc.integer({ min: 0, max: 24 }).map((chance) => chance === 24),
  })
  const step = fc.oneof(
    { weight: 120, arbitrary: attempt },
    {
      weight: 2,
      arbitrary: fc.record({
        step: fc.constant('staff' as const),
        who: pick,
        role,
        active: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ step: fc.constant('erase' as const), customer: pick }) },
    { weight: 1, arbitrary: fc.record({ step: fc.constant('end' as const), who: pick }) },
    { weight: 1, arbitrary: fc.constant({ step: 'look' as const }) },
  )
  return fc.record({
    people: fc.array(person, { minLength: 3, maxLength: 9, ...sized }),
    customers: fc.array(plannedRecord(fc.constant('customer' as const)), {
      minLength: 1,
      maxLength: 5,
      ...sized,
    }),
    records: fc.tuple(...children.map(some)).map((records) => records.flat()),
    steps: fc.array(step, { minLength: 1, maxLength: steps, ...sized }),
  })
}
