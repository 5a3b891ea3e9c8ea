import type { CadencePolicy, CadenceRules } from '#shared/domain/cadence-rules.ts'
import { tiers, type Tier } from '#shared/domain/customer.ts'
import { timeOfMinutes } from '#shared/domain/time-of-day.ts'

interface CadenceTexts {
  tierWords(tier: string, policy: CadencePolicy): string
  quietWords(from: string, to: string): string
}

/** The numbers of one tier as a sentence. */
export function tierWords(
  rules: CadenceRules,
  tier: Tier,
  { texts, tierNames }: { texts: CadenceTexts; tierNames: Record<Tier, string> },
): string {
  return texts.tierWords(tierNames[tier], rules.tiers[tier])
}

/** The whole cadence, a sentence for each tier and one for the quiet hours. */
export function cadenceRulesWords(
  rules: CadenceRules,
  words: { texts: CadenceTexts; tierNames: Record<Tier, string> },
): string[] {
  return [...tiers.map((tier) => tierWords(rules, tier, words)), quietWords(rules, words.texts)]
}

export function quietWords({ quiet }: CadenceRules, texts: CadenceTexts): string {
  return texts.quietWords(timeOfMinutes(quiet.from), timeOfMinutes(quiet.to))
}
