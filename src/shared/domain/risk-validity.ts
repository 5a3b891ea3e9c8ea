import { addMonths, type CivilDate, daysBetween } from './civil-date.ts'
import type { Profile } from './profile.ts'

/** An assessment of risk capacity holds for 12 months (domain 3.5, order 7/2025 art. 29). */
const monthsValid = 12
/** A new assessment is asked for this many days ahead (domain 2.5). */
const daysAhead = 30

/** `until` is the last civil date on which the assessment may be relied on. */
export type RiskValidity =
  | { state: 'unknown' }
  | { state: 'undated' }
  | { state: 'valid' | 'soon' | 'expired'; until: CivilDate; daysLeft: number }

/** How long the risk level of a profile still holds today. */
export function riskValidity(
  profile: Pick<Profile, 'riskLevel' | 'riskAssessedOn'> | undefined,
  today: CivilDate,
): RiskValidity {
  if (profile?.riskLevel === undefined) return { state: 'unknown' }
  if (profile.riskAssessedOn === undefined) return { state: 'undated' }
  const until = addMonths(profile.riskAssessedOn, monthsValid)
  const daysLeft = daysBetween(today, until)
  if (daysLeft < 0) return { state: 'expired', until, daysLeft }
  return { state: daysLeft <= daysAhead ? 'soon' : 'valid', until, daysLeft }
}
