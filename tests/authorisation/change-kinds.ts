import { Change } from '#shared/protocol/operation.ts'

export type ChangeKind = Change['kind']

/** OP2: every kind that there is, read from the schema: a new one is tried by itself. */
export const changeKinds: ChangeKind[] = Change.def.options.flatMap(({ shape }) => [
  ...shape.kind.def.values,
])
