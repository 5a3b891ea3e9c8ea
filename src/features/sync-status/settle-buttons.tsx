import type { RecordOf } from '#shared/domain/record-types.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { canReopen, dismissIssue, reopenIssue } from './resolve-issue.ts'
import { useSettle } from './use-settle.ts'

interface SettleButtonProps {
  issue: RecordOf<'sync-issue'>
  size?: 'sm' | 'md' | undefined
  onDone?: (() => void) | undefined
}

/** 知道了: nothing else to do; it can be undone. */
export function PutAwayButton({ issue, size, onDone }: SettleButtonProps) {
  const { sync, attention } = useMessages()
  const settle = useSettle()
  const putAway = async () => {
    if (await settle(dismissIssue(issue), sync.dismissed)) onDone?.()
  }
  return (
    <Button tone={size === 'sm' ? 'soft' : 'primary'} size={size} onPress={() => void putAway()}>
      {attention.putAway}
    </Button>
  )
}

/** 全部知道了: what is only to be known, in one commit and with one way back. */
export function PutAllAwayButton({ issues }: { issues: readonly RecordOf<'sync-issue'>[] }) {
  const { sync, attention } = useMessages()
  const settle = useSettle()
  const putAway = () => {
    const all = issues.map(dismissIssue)
    const requests = all.flatMap((each) => each.requests)
    return settle({ requests, undo: all.flatMap(({ undo }) => undo) }, sync.dismissed)
  }
  return (
    <Button tone="ghost" size="sm" onPress={() => void putAway()}>
      {attention.putAllAway}
    </Button>
  )
}

/** Puts a settled item back, where the server has not acted on it. */
export function ReopenButton({ issue }: SettleButtonProps) {
  const texts = useMessages().attention
  const settle = useSettle()
  if (!canReopen(issue)) return null
  return (
    <Button tone="soft" size="sm" onPress={() => void settle(reopenIssue(issue), texts.reopened)}>
      {texts.reopen}
    </Button>
  )
}
