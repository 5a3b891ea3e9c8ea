import { addMonths } from './civil-date.ts'
import type { Profile, RiskAssessment } from './profile.ts'

/** Invariant 12: what one institution may do at most (domain 3.5, order 7/2025 art. 29). */
export const mostOnOneDay = 2
export const mostInTwelveMonths = 8
const rollingMonths = 12

/** Which limit is passed; a code of the catalogue. */
export type AssessmentLimit = 'assessed-too-often-that-day' | 'assessed-too-often-that-year'

/** The key of an assessment among those of a profile: two devices that write down the same one write it once. */
export function assessmentKey({ on, level }: RiskAssessment): string {
  return `${on}-${level}`
}

/** All assessments that a profile knows of, by day: those written down, and the present one of records of before. */
export function assessmentsOf(
  profile: Partial<Pick<Profile, 'riskAssessments' | 'riskLevel' | 'riskAssessedOn'>> | undefined,
): RiskAssessment[] {
  const { riskAssessments = {}, riskLevel, riskAssessedOn } = profile ?? {}
  const all = new Map(Object.entries(riskAssessments))
  if (riskLevel !== undefined && riskAssessedOn !== undefined) {
    const present = { on: riskAssessedOn, level: riskLevel }
    all.set(assessmentKey(present), present)
  }
  return [...all.values()].toSorted((one, other) =>
    assessmentKey(one) < assessmentKey(other) ? -1 : 1,
  )
}

/**
 * Invariant 12: the limit that `added` would pass beside those that are there, also looked at from later ones; null where it
 * passes none. One that is there already adds nothing.
 */
export function limitPassedBy(
  added: RiskAssessment,
  known: readonly RiskAssessment[],
): AssessmentLimit | null {
  const others = known.filter((each) => assessmentKey(each) !== assessmentKey(added))
  if (others.length < known.length) return null
  const all = [...others, added]
  if (all.filter(({ on }) => on === added.on).length > mostOnOneDay) {
    return 'assessed-too-often-that-day'
  }
  const isTooOften = all.some(({ on: end }) => {
    const start = addMonths(end, -rollingMonths)
    const within = all.filter(({ on }) => on > start && on <= end)
    return added.on > start && added.on <= end && within.length > mostInTwelveMonths
  })
  return isTooOften ? 'assessed-too-often-that-year' : null
}
