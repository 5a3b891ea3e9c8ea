import { maskCharacter } from '#shared/domain/forbidden-text.ts'
import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import type { Messages } from '#i18n/messages.ts'
import { isFromColleague, isRescued } from './attention-items.ts'

/**
 * Why a change was not simply taken, in the words of the person whom it is shown to, and what can be done. `ownerName`
 * is who decides about a change for a customer that was handed over, where that is known.
 */
export function issueWords(
  issue: Pick<SyncIssue, 'outcome' | 'reason' | 'typedBy' | 'became' | 'becameBy'> &
    Partial<Pick<SyncIssue, 'operation'>>,
  messages: Pick<Messages, 'sync' | 'attention'>,
  names: { staffName(id: string): string; ownerName: string | null },
): { title: string; why: string; advice: string } {
  const { sync, attention } = messages
  const { outcome, reason, typedBy, became, becameBy } = issue
  if (typedBy !== undefined && isFromColleague(issue)) {
    const { title, why, advice } = isRescued(issue) ? attention.rescued : attention.fromColleague
    return { title, why: why(names.staffName(typedBy)), advice }
  }
  if (became !== undefined) {
    const by = becameBy === undefined ? sync.someColleague : names.staffName(becameBy)
    return {
      title: attention.becameTitle[became],
      why: attention.became[became](by),
      advice: attention.becameAdvice[became],
    }
  }
  const said = reasonOf(issue)
  const why = sync.why[said] ?? sync.issue[outcome].why
  const { title, advice } = sync.issue[outcome]
  if (said === 'record-erased') return { title, why, advice: sync.erasedAdvice }
  if (said === 'must-not-be-kept') return { title, why, advice: sync.maskedAdvice }
  if (said === 'not-mergeable') return { title, why, advice: sync.mergeAdvice }
  if (reason !== 'handed-over') return { title, why, advice }
  const { waiting, waitingSomeone } = attention.became
  const { ownerName } = names
  return { title, why: ownerName === null ? waitingSomeone : waiting(ownerName), advice }
}

/** SE7, ME8: what the server masked was refused because of it, and why a merge is; the wire has no word of its own that older clients know. */
function reasonOf({ reason, operation }: Parameters<typeof issueWords>[0]): string {
  if (reason !== 'invalid-value') return reason ?? ''
  const sent = JSON.stringify(operation ?? {})
  if (sent.includes(maskCharacter)) return 'must-not-be-kept'
  if (sent.includes('"riskAssessments.')) return 'assessed-too-often'
  return sent.includes('"mergedInto"') ? 'not-mergeable' : reason
}
