import { fieldStamp, type StampedRecord } from '#shared/protocol/field-stamp.ts'
import { addMonths, type CivilDate, civilDateInShanghai } from './civil-date.ts'
import type { Profile } from './profile.ts'

/**
 * R17, R31: what a whole profile says: the seven fields of the guide, and what a talk about products needs. Nobody has to
 * fill them in.
 */
const wanted = [
  'contactPoints',
  'occupation',
  'employer',
  'family',
  'incomeBand',
  'assetBand',
  'habits',
  'investmentPreferences',
  'goals',
  'riskLevel',
] as const
export type WantedField = (typeof wanted)[number]

/** An assessment of risk has a day of its own (`risk-validity.ts`); a number is as good as the last call. */
const neverStale: readonly WantedField[] = ['riskLevel', 'contactPoints']

export interface ProfileGaps {
  /** How much of what is wanted is there, 0 to 1. */
  share: number
  missing: WantedField[]
  stale: WantedField[]
}

type Stamped = StampedRecord & { data: Profile }

/** R17: what a profile lacks, and what in it was said more than `staleMonths` ago (`staleMonthsOf`). */
export function profileGaps(
  profile: Stamped | undefined,
  today: CivilDate,
  staleMonths: number,
): ProfileGaps {
  const missing = wanted.filter((field) => isEmpty(profile?.data[field]))
  const oldest = addMonths(today, -staleMonths)
  const stale = wanted.filter((field) => {
    if (profile === undefined || missing.includes(field) || neverStale.includes(field)) return false
    const { at } = fieldStamp(profile, field)
    return civilDateInShanghai(at) < oldest
  })
  return { share: 1 - missing.length / wanted.length, missing, stale }
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
