import type { ChurnRules } from '#shared/domain/churn-rules.ts'
import type { AdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { churnLists } from './churn-form.ts'

/** The rules of signals as sentences, the words of each list in the last ones. */
export function churnRulesWords(rules: ChurnRules, texts: AdminMessages['rules']): string[] {
  return [
    ...texts.churnWords(rules),
    ...churnLists.map((list) =>
      texts.wordsOf(texts.churnLists[list], rules[list].join(texts.comma) || texts.noWords),
    ),
  ]
}

/** What another version says that this one does not. */
export function changedChurnWords(
  before: ChurnRules,
  after: ChurnRules,
  texts: AdminMessages['rules'],
): string[] {
  const known = new Set(churnRulesWords(before, texts))
  return churnRulesWords(after, texts).filter((line) => !known.has(line))
}
