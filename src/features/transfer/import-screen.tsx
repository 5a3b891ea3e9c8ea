import { useState } from 'react'
import { useSession } from '#replica/use-replica.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { ActionBar } from '#ui/action-bar.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { ChooseFile } from './choose-file.tsx'
import { ColumnsPanel } from './columns-panel.tsx'
import { FilePanel } from './file-panel.tsx'
import { FoundPanel } from './found-panel.tsx'
import { PreviewPanel } from './preview-panel.tsx'
import type { FileChoice, OpenedFile } from './read-file.ts'
import { EndedPanel, RunningPanel } from './run-panel.tsx'
import { mayTransfer } from './transfer-access.ts'
import { useImportPlan } from './use-import-plan.ts'
import { useImportRun } from './use-import-run.ts'
import { useOpenedFile } from './use-opened-file.ts'
import { ImportHistory } from './import-history.tsx'
import { UnfinishedNotice } from './unfinished-notice.tsx'
import { UndoPanel } from './undo-panel.tsx'

/** Customers out of a file: it is chosen, checked, and only then imported. */
export function ImportScreen({ onDone }: { onDone(): void }) {
  const texts = useTransferMessages()
  const session = useSession()
  const { state, open, readAs, close } = useOpenedFile()
  const [undoing, undo] = useState<string | null>(null)
  if (!mayTransfer(session)) return <EmptyState title={texts.notYours} />
  if (undoing !== null) {
    const leave = () => {
      undo(null)
      close()
    }
    return <UndoPanel key={undoing} importId={undoing} onClose={leave} />
  }
  if (state.type !== 'open') {
    const problem = state.type === 'none' ? state.problem : null
    const share = state.type === 'reading' ? state.share : null
    return (
      <div className="grid gap-6">
        {share === null && <UnfinishedNotice />}
        <ChooseFile problem={problem} share={share} onFile={open} />
        {share === null && <ImportHistory onUndo={undo} />}
      </div>
    )
  }
  const { file } = state
  return (
    <OpenedImport
      key={`${file.hash}|${file.source.type === 'text' ? file.source.encoding : ''}`}
      file={file}
      onChoice={(choice) => readAs(file, choice)}
      onClose={close}
      onUndo={undo}
      onDone={onDone}
    />
  )
}

function OpenedImport(props: {
  file: OpenedFile
  onChoice(choice: FileChoice): void
  onClose(): void
  onUndo(importId: string): void
  onDone(): void
}) {
  const { language, messages } = useLanguage()
  const texts = useTransferMessages()
  const session = useSession()
  const plan = useImportPlan(props.file)
  const { run, start, pause, stop } = useImportRun()
  const [ownerId, setOwnerId] = useState(session.role === 'rm' ? session.staffId : '')
  const { checked, chosen } = plan
  if (run.type === 'running') return <RunningPanel run={run} onPause={pause} onStop={stop} />
  if (run.type === 'ended') {
    const skipped = plan.rows.length - run.progress.total
    return (
      <EndedPanel
        run={run}
        skipped={skipped}
        onAgain={props.onClose}
        onUndo={() => props.onUndo(run.importId)}
        onDone={props.onDone}
      />
    )
  }
  return (
    <div className="grid gap-4 md:gap-5">
      <FilePanel
        file={props.file}
        plan={plan}
        ownerId={session.role === 'rm' ? null : ownerId}
        onOwner={setOwnerId}
        onChoice={props.onChoice}
        onClose={props.onClose}
      />
      {!plan.isFixed && <ColumnsPanel plan={plan} />}
      {checked === null && plan.hasName && (
        <output className="px-1 text-ink-2">
          {plan.loaded ? texts.checking : texts.stillOpening}
        </output>
      )}
      {checked !== null && (
        <>
          <FoundPanel plan={plan} checked={checked} />
          <PreviewPanel rows={chosen} />
        </>
      )}
      <ActionBar>
        <Button tone="soft" onPress={props.onClose}>
          {messages.app.cancel}
        </Button>
        <Button
          disabled={chosen.length === 0 || ownerId === ''}
          onPress={() => {
            if (checked !== null) {
              const { importId, already } = checked
              void start(chosen, { importId, ownerId, fileName: props.file.name, already })
            }
          }}
        >
          {chosen.length > 0 && ownerId === ''
            ? texts.ownerNeeded
            : texts.start(formatCount(language, chosen.length))}
        </Button>
      </ActionBar>
    </div>
  )
}
