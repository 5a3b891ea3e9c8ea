import type { RowProblem } from '#shared/domain/transfer/check-row.ts'
import { type IdentityMessages, useIdentityMessages } from '#i18n/identity/use-identity-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import type { Messages } from '#i18n/messages.ts'
import { useTransferMessages, type TransferMessages } from '#i18n/transfer/use-transfer-messages.ts'

interface ProblemWords {
  messages: Messages
  texts: TransferMessages
  identity: IdentityMessages
}

/** The catalogues in which the reasons stand. */
export function useProblemWords(): ProblemWords {
  return {
    messages: useMessages(),
    texts: useTransferMessages(),
    identity: useIdentityMessages(),
  }
}

/** “手机：号码太短，请核对”, without what stands in the cell. */
export function problemTexts(
  problems: readonly RowProblem[],
  { messages, texts, identity }: ProblemWords,
): string[] {
  return problems.map(({ field, code }) => {
    const text =
      texts.fieldErrors[code] ??
      identity.errors[code] ??
      messages.customers.fieldErrors[code] ??
      messages.app.fieldErrors[code] ??
      messages.app.fieldErrors['invalid']
    return texts.problem(texts.fields[field], text ?? '')
  })
}
