import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import type { Messages } from '#i18n/messages.ts'

/** Why a change was not simply taken, in the words of the person who made it, and what can be done. */
export function issueWords(
  { outcome, reason }: Pick<SyncIssue, 'outcome' | 'reason'>,
  texts: Messages['sync'],
): { title: string; why: string; advice: string } {
  const why = reason === undefined ? undefined : texts.why[reason]
  const { title, advice } = texts.issue[outcome]
  return { title, why: why ?? texts.issue[outcome].why, advice }
}
