import type { CadencePolicy, CadenceRules } from '#shared/domain/cadence-rules.ts'
import { tiers, type Tier } from '#shared/domain/customer.ts'
import type { Messages } from '#i18n/messages.ts'
import { timeOfMinutes } from '#shared/domain/time-of-day.ts'

interface CadenceTexts {
  tierWords(tier: string, policy: CadencePolicy): string
  entitlementWords(words: string): string
  wayWords(words: string): string
  contactByWords(who: string): string
  quietWords(from: string, to: string): string
}

/** The words by which a tier is spoken of. */
interface TierWords {
  texts: CadenceTexts
  messages: Pick<Messages, 'domain' | 'cadence' | 'sync'>
}

/** What holds for one tier as a sentence. */
export function tierWords(rules: CadenceRules, tier: Tier, { texts, messages }: TierWords): string {
  const policy = rules.tiers[tier]
  const { channels = [], contactBy, entitlements = [] } = policy
  const ways = channels.map((each) => messages.domain.channel[each])
  const parts = [
    texts.tierWords(messages.domain.tier[tier], policy),
    ...(ways.length === 0 ? [] : [texts.wayWords(ways.join(messages.sync.comma))]),
    ...(contactBy === undefined
      ? []
      : [texts.contactByWords(messages.cadence.contactBy[contactBy])]),
    ...(entitlements.length === 0 ? [] : [texts.entitlementWords(entitlements.join('、'))]),
  ]
  return parts.join('')
}

/** The whole cadence, a sentence for each tier and one for the quiet hours. */
export function cadenceRulesWords(rules: CadenceRules, words: TierWords): string[] {
  return [...tiers.map((tier) => tierWords(rules, tier, words)), quietWords(rules, words.texts)]
}

export function quietWords({ quiet }: CadenceRules, texts: CadenceTexts): string {
  return texts.quietWords(timeOfMinutes(quiet.from), timeOfMinutes(quiet.to))
}
