import type { CadencePolicy, CadenceRules } from '#shared/domain/cadence-rules.ts'
import { tiers, type Tier } from '#shared/domain/customer.ts'
import { timeOfMinutes } from '#shared/domain/time-of-day.ts'

interface CadenceTexts {
  tierWords(tier: string, policy: CadencePolicy): string
  entitlementWords(words: string): string
  quietWords(from: string, to: string): string
}

/** What holds for one tier as a sentence. */
export function tierWords(
  rules: CadenceRules,
  tier: Tier,
  { texts, tierNames }: { texts: CadenceTexts; tierNames: Record<Tier, string> },
): string {
  const policy = rules.tiers[tier]
  const numbers = texts.tierWords(tierNames[tier], policy)
  const { entitlements = [] } = policy
  return entitlements.length === 0
    ? numbers
    : numbers + texts.entitlementWords(entitlements.join('、'))
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
