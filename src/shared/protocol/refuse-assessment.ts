import * as z from 'zod/mini'
import { RiskAssessment } from '#shared/domain/profile.ts'
import { assessmentKey, assessmentsOf, limitPassedBy } from '#shared/domain/risk-assessments.ts'
import { type Refusal, rejected } from './change-effect.ts'
import { splitFieldPath } from './field-path.ts'
import { newContent } from './forbidden-content.ts'
import type { OperationDraft } from './operation.ts'
import type { RecordBody } from './record.ts'

const Known = z.object({
  riskAssessments: z.catch(z.optional(z.record(z.string(), RiskAssessment)), undefined),
  riskLevel: z.catch(z.optional(RiskAssessment.shape.level), undefined),
  riskAssessedOn: z.catch(z.optional(RiskAssessment.shape.on), undefined),
})

/**
 * Invariant 12: an assessment of risk beyond what may be made on a day or in twelve months is written down by nobody, also where
 * two devices were offline. Names the field and the limit.
 */
export function refuseAssessment(
  operation: OperationDraft,
  record: RecordBody | undefined,
): Refusal | undefined {
  if (operation.recordType !== 'profile') return undefined
  const takenOff = takenOffBy(operation)
  const known = new Map(
    assessmentsOf(Known.parse(record?.data ?? {}))
      .map((each) => [assessmentKey(each), each] as const)
      .filter(([key]) => !takenOff.has(key)),
  )
  for (const added of addedBy(operation)) {
    const limit = limitPassedBy(added, [...known.values()])
    if (limit !== null) return rejected('invalid-value', ['riskAssessments', limit]).error
    known.set(assessmentKey(added), added)
  }
  return undefined
}

/** One that was written down by mistake makes room for the right one in the same save. */
function takenOffBy(operation: OperationDraft): ReadonlySet<string | null> {
  if (operation.kind !== 'patch') return new Set()
  const paths = Object.entries(operation.args.changes)
    .filter(([, { to }]) => to === null)
    .map(([path]) => splitFieldPath(path))
  return new Set(paths.filter(({ field }) => field === 'riskAssessments').map(({ key }) => key))
}

/** What is no assessment at all is found by the schema. */
function addedBy(operation: OperationDraft): RiskAssessment[] {
  return newContent(operation).flatMap(([path, value]) => {
    if (splitFieldPath(path).field !== 'riskAssessments') return []
    return Object.values(value ?? {}).flatMap((entry) => RiskAssessment.safeParse(entry).data ?? [])
  })
}
