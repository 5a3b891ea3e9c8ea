import { useState } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { ConfirmSheet } from '#ui/confirm-sheet.tsx'
import { isRescued } from './attention-items.ts'
import { decideIssue } from './resolve-issue.ts'
import { useSettle } from './use-settle.ts'
import { useWords } from './use-words.ts'

interface DecideButtonsProps {
  issue: RecordOf<'sync-issue'>
  size?: 'sm' | 'md' | undefined
  onDone?: (() => void) | undefined
}

/** SR2: 采用 or 不采用 of what a former owner typed, or what was rescued from a lost device (SR3); the server acts on it, so each is asked once more. */
export function DecideButtons({ issue, size, onDone }: DecideButtonsProps) {
  const { app, attention, sync } = useMessages()
  const { staffName } = useWords()
  const settle = useSettle()
  const [asking, setAsking] = useState<'taken' | 'dropped' | null>(null)
  const { typedBy } = issue.data
  const author = typedBy === undefined ? sync.someColleague : staffName(typedBy)
  const decide = async (resolution: 'taken' | 'dropped') => {
    setAsking(null)
    if (await settle(decideIssue(issue, resolution), attention[resolution])) onDone?.()
  }
  const isTaking = asking === 'taken'
  const { takeText, dropText } = isRescued(issue.data) ? attention.rescued : attention
  return (
    <>
      <Button tone="soft" size={size} onPress={() => setAsking('dropped')}>
        {attention.drop}
      </Button>
      <Button size={size} onPress={() => setAsking('taken')}>
        {attention.take}
      </Button>
      {asking !== null && (
        <ConfirmSheet
          open
          tone="primary"
          title={isTaking ? attention.takeTitle : attention.dropTitle}
          confirmLabel={isTaking ? attention.take : attention.drop}
          cancelLabel={app.cancel}
          onConfirm={() => void decide(asking)}
          onClose={() => setAsking(null)}
        >
          {isTaking ? takeText(author) : dropText(author)}
        </ConfirmSheet>
      )}
    </>
  )
}
