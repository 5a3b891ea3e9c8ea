import type { RuleNumbers } from '#shared/domain/rule-change.ts'

interface RuleTexts {
  replyWords(days: number): string
  extendedWords(extended: number, longest: number): string
  warnWords(days: number): string
  horizonWords(days: number): string
}

/** The numbers as sentences, one for each thing that follows from them. */
export function ruleWords(numbers: RuleNumbers, texts: RuleTexts): string[] {
  const { replyDays, extendedReplyDays, longestReplyDays, warnDays, todayHorizonDays } = numbers
  return [
    texts.replyWords(replyDays),
    texts.extendedWords(extendedReplyDays, longestReplyDays),
    texts.warnWords(warnDays),
    texts.horizonWords(todayHorizonDays),
  ]
}
