import { isMaskedField, maskText } from '#shared/domain/masking.ts'
import type { Profile } from '#shared/domain/profile.ts'
import type { SectionId } from '#shared/domain/profile-section.ts'
import type { Messages } from '#i18n/messages.ts'

export interface ProfileFact {
  /** The field of the profile. */
  id: string
  label: string
  value: string
  /** What is shown until somebody asks for it (SE7); null where nothing is hidden. */
  masked: string | null
}

export interface ProfileSection {
  id: SectionId | 'contact'
  facts: ProfileFact[]
  /** Labels of what is not known yet: the app says what is missing and never insists. */
  missing: string[]
}

/** The facts of a profile by section, in words; `date` writes a civil date in the present language. */
export function profileSections(
  profile: Profile | undefined,
  messages: Messages,
  date: (on: string) => string,
): ProfileSection[] {
  const labels = messages.profile
  const words = messages.domain
  const { incomeBand, assetBand, horizon, riskLevel, investorType } = profile ?? {}
  const { identity } = profile ?? {}
  const background = [
    fact('identity', labels.identity, identity && labels.idTail(identity.idLast4)),
    fact('tags', labels.tags, profile?.tags?.join(' · ')),
    fact('occupation', labels.occupation, profile?.occupation),
    fact('employer', labels.employer, profile?.employer),
    fact('family', labels.family, profile?.family),
  ]
  const finance = [
    fact('incomeBand', labels.incomeBand, incomeBand && words.incomeBand[incomeBand]),
    fact('assetBand', labels.assetBand, assetBand && words.assetBand[assetBand]),
    fact('habits', labels.habits, profile?.habits),
  ]
  const goals = [
    fact('goals', labels.goals, profile?.goals),
    fact('horizon', labels.horizon, horizon && words.horizon[horizon]),
    fact(
      'investmentPreferences',
      labels.investmentPreferences,
      profile?.investmentPreferences.map((each) => words.investmentPreference[each]).join(' · '),
    ),
  ]
  const risk = [
    fact('riskLevel', labels.riskLevel, riskLevel && words.riskLevel[riskLevel]),
    fact(
      'riskAssessedOn',
      labels.riskAssessedOn,
      profile?.riskAssessedOn && date(profile.riskAssessedOn),
    ),
    fact('investorType', labels.investorType, investorType && words.investorType[investorType]),
  ]
  const contact = [
    fact('preferredChannels', labels.preferredChannels, channelWords(profile, words.channel)),
    fact('contactWindow', labels.contactWindow, profile?.contactWindow),
  ]
  return [
    section('background', background),
    section('finance', finance),
    section('goals', goals),
    section('risk', risk),
    section('contact', contact),
  ]
}

function fact(id: string, label: string, value: string | undefined): ProfileFact {
  const masked = isMaskedField('profile', id) ? maskText('profile', id, value ?? '') : null
  return { id, label, value: value ?? '', masked }
}

function section(id: ProfileSection['id'], all: ProfileFact[]): ProfileSection {
  return {
    id,
    facts: all.filter(({ value }) => value !== ''),
    missing: all.filter(({ value }) => value === '').map(({ label }) => label),
  }
}

/** Imported cards may name channels in free words: those stay as they are. */
function channelWords(
  profile: Profile | undefined,
  words: Record<string, string>,
): string | undefined {
  return profile?.preferredChannels.map((channel) => words[channel] ?? channel).join(' · ')
}
