import { fieldStamp, type StampedRecord } from '#shared/protocol/field-stamp.ts'
import type { Profile } from './profile.ts'

/** The sections of a profile whose source and day are kept (R7), in the order of the screens. */
export const sectionIds = ['background', 'finance', 'goals', 'risk'] as const
export type SectionId = (typeof sectionIds)[number]

/** What is in a section, and the field that says how it is known. */
interface ProfileSection {
  from: `${SectionId}From`
  fields: readonly (keyof Profile)[]
}

/** background 基本信息, finance 财务状况, goals 投资目标, risk 风险承受能力 (R7). */
export const sectionFields: Readonly<Record<SectionId, ProfileSection>> = {
  background: { from: 'backgroundFrom', fields: ['identity', 'occupation', 'employer', 'family'] },
  finance: { from: 'financeFrom', fields: ['incomeBand', 'assetBand', 'habits'] },
  goals: { from: 'goalsFrom', fields: ['goals', 'horizon', 'investmentPreferences'] },
  risk: { from: 'riskFrom', fields: ['riskLevel', 'riskAssessedOn', 'investorType'] },
}

/** Whether a field of a section was changed after its source was last written down: then the source may not hold for it. */
export function changedSinceCollected(profile: StampedRecord, id: SectionId): boolean {
  const { from, fields } = sectionFields[id]
  const collected = fieldStamp(profile, from)
  return fields.some((field) => fieldStamp(profile, field).at > collected.at)
}
