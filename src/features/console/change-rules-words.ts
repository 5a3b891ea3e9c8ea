import { type ChangeRules, staleMonthsOf } from '#shared/domain/change-rules.ts'
import { lifeEventKinds } from '#shared/domain/life-event.ts'
import type { AdminMessages } from '#i18n/admin/use-admin-messages.ts'
import type { Messages } from '#i18n/messages.ts'

interface Words {
  texts: AdminMessages['rules']
  kinds: Messages['domain']['lifeEventKind']
}

/** What changes suggest as sentences. */
export function changeRulesWords(rules: ChangeRules, { texts, kinds }: Words): string[] {
  const days = lifeEventKinds.map((kind) => texts.changeDue(kinds[kind], rules.dueDays[kind] ?? 0))
  return [
    days.join(texts.comma),
    ...texts.changeWords({ ...rules, staleMonths: staleMonthsOf(rules) }),
  ]
}

/** What another version says that this one does not. */
export function changedChangeWords(before: ChangeRules, after: ChangeRules, words: Words) {
  const known = new Set(changeRulesWords(before, words))
  return changeRulesWords(after, words).filter((line) => !known.has(line))
}
