import { useMemo } from 'react'
import { pastImports } from '#shared/domain/transfer/undo-import.ts'
import { useAll, useReplica, useSession } from '#replica/use-replica.ts'
import { formatCount, formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { Button } from '#ui/button.tsx'
import { Panel } from '#ui/panel.tsx'
import { MoreRows } from './more-rows.tsx'

/** Imports whose customers are still there, with the way to take one back: the own ones, and for a lead those of the branch. */
export function ImportHistory({ onUndo }: { onUndo(importId: string): void }) {
  const { language } = useLanguage()
  const texts = useTransferMessages().undo
  const replica = useReplica()
  const { role, staffId } = useSession()
  const cards = useAll('customer')
  const imports = useMemo(
    () => pastImports(cards, role === 'lead' ? null : staffId),
    [cards, role, staffId],
  )
  if (imports.length === 0) return null
  return (
    <Panel title={texts.history} count={texts.historyText}>
      <MoreRows rows={imports}>
        {({ importId, cards, begunAt, by }) => {
          const when = formatInstant(language, begunAt)
          const who = by === staffId ? texts.you : (replica.get('staff', by)?.data.name ?? '')
          return (
            <li
              key={importId}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line py-2 first:border-t-0"
            >
              <span className="tnum min-w-0 wrap-anywhere">
                {texts.entry(when, formatCount(language, cards.length), who)}
              </span>
              <Button
                tone="outline"
                size="sm"
                aria-label={texts.undoOf(when)}
                onPress={() => onUndo(importId)}
              >
                {texts.undo}
              </Button>
            </li>
          )
        }}
      </MoreRows>
    </Panel>
  )
}
