import type { CivilDate } from './civil-date.ts'
import { type Profile, type RiskLevel, riskLevels } from './profile.ts'
import { riskValidity } from './risk-validity.ts'

/**
 * R1 low to R5 high risk of a product: at least five grades (domain 3.5, order 7/2025). Where issuer and seller differ, the
 * higher of the two counts.
 */
export const productGrades = ['R1', 'R2', 'R3', 'R4', 'R5'] as const
export type ProductGrade = (typeof productGrades)[number]

/** What is known of a talk about a product before it is judged. */
export interface ProductTalkFacts extends Pick<Profile, 'riskLevel' | 'riskAssessedOn'> {
  /** Null until somebody has said it. */
  grade: ProductGrade | null
  /** The day of the talk: an assessment made afterwards does not make good what was recommended before (art. 13). */
  on: CivilDate
  /** Whether the customer is 65 or older, or known to need that care (`isElderly`). */
  elderly: boolean
}

/** By what it was judged, where the assessment held. */
interface Judged {
  capacity: RiskLevel
  assessedOn: CivilDate
}

/** Whether a product may be recommended; `until` is the last day on which an assessment held. */
export type Suitability =
  | { state: 'not-assessed' | 'undated' | 'assessed-later' }
  | { state: 'expired'; until: CivilDate }
  | ({ state: 'grade-missing' } & Judged)
  | ({ state: 'above-capacity' | 'extra-care' | 'may-recommend'; grade: ProductGrade } & Judged)

/**
 * Invariant 11: a product is recommended only on an assessment that holds on the day of the talk, and not above what the
 * customer can bear (art. 12); to an elderly customer, one of high risk only with extra care.
 */
export function suitability(facts: ProductTalkFacts): Suitability {
  const { riskLevel, riskAssessedOn, grade, on, elderly } = facts
  const validity = riskValidity({ riskLevel, riskAssessedOn }, on)
  if (riskLevel === undefined || validity.state === 'unknown') return { state: 'not-assessed' }
  if (riskAssessedOn === undefined || validity.state === 'undated') return { state: 'undated' }
  if (riskAssessedOn > on) return { state: 'assessed-later' }
  if (validity.state === 'expired') return { state: 'expired', until: validity.until }
  const judged = { capacity: riskLevel, assessedOn: riskAssessedOn }
  if (grade === null) return { state: 'grade-missing', ...judged }
  if (!isWithinCapacity(grade, riskLevel)) return { state: 'above-capacity', grade, ...judged }
  const state = elderly && isHighRisk(grade) ? 'extra-care' : 'may-recommend'
  return { state, grade, ...judged }
}

/** Whether nothing stands against recommending the product, extra care given where it is asked for. */
export function mayRecommend({ state }: Suitability): boolean {
  return state === 'may-recommend' || state === 'extra-care'
}

/** C1 bears R1, C2 up to R2, … C5 up to R5: the usual table of banks and funds (domain 3.5); no exception is made. */
export function isWithinCapacity(grade: ProductGrade, capacity: RiskLevel): boolean {
  return productGrades.indexOf(grade) <= riskLevels.indexOf(capacity)
}

/** R4 and R5. The order names no grade for its “high risk”: these two are our reading (domain 3.5, invariant 11). */
function isHighRisk(grade: ProductGrade): boolean {
  return grade === 'R4' || grade === 'R5'
}
