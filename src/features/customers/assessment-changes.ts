import type { RiskAssessment, Profile } from '#shared/domain/profile.ts'
import { assessmentKey } from '#shared/domain/risk-assessments.ts'
import type { FieldChange } from '#shared/protocol/operation.ts'
import type { CustomerFormValues } from './customer-form-values.ts'

/** The entries of assessments that the form adds and takes off; none when nothing was assessed anew. */
export function changedAssessments(
  opened: CustomerFormValues,
  values: CustomerFormValues,
): [path: string, change: FieldChange][] {
  const before = new Set(opened.riskAssessments.map(assessmentKey))
  const after = assessments(values)
  const isChanged = before.size !== after.size || [...after.keys()].some((key) => !before.has(key))
  if (!isChanged) return []
  const kept = new Map(
    opened.riskAssessments.filter((each) => each.kept).map((each) => [assessmentKey(each), each]),
  )
  return [...new Set([...kept.keys(), ...after.keys()])]
    .filter((key) => kept.has(key) !== after.has(key))
    .map((key) => [
      `riskAssessments.${key}`,
      { from: plain(kept.get(key)), to: plain(after.get(key)) },
    ])
}

/** What stands in the form, the present one among them. */
function assessments({ riskAssessments, riskLevel, riskAssessedOn }: CustomerFormValues) {
  const all = new Map<string, RiskAssessment>(
    riskAssessments.map((each) => [assessmentKey(each), each]),
  )
  if (riskLevel !== '' && riskAssessedOn !== '') {
    const present = { on: riskAssessedOn, level: riskLevel }
    all.set(assessmentKey(present), present)
  }
  return all
}

function plain(assessment: RiskAssessment | undefined): RiskAssessment | null {
  return assessment === undefined ? null : { on: assessment.on, level: assessment.level }
}

/** The assessments of a new profile. */
export function writtenAssessments(values: CustomerFormValues): Pick<Profile, 'riskAssessments'> {
  const all = [...assessments(values)].map(([key, each]) => [key, plain(each)] as const)
  return all.length === 0
    ? {}
    : { riskAssessments: Object.fromEntries(all) as Record<string, RiskAssessment> }
}
