import { CirclePause, CirclePlay, Undo2 } from 'lucide-react'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { Panel } from '#ui/panel.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import type { ImportRun } from './use-import-run.ts'

/** An import under way: how far it is, and the ways to hold or end it. */
export function RunningPanel(props: {
  run: Extract<ImportRun, { type: 'running' }>
  onPause(paused: boolean): void
  onStop(): void
}) {
  const { language } = useLanguage()
  const texts = useTransferMessages()
  const { progress, paused } = props.run
  const count = (rows: number) => formatCount(language, rows)
  return (
    <Panel title={paused ? texts.paused : texts.importing}>
      <div className="grid gap-4">
        <ProgressBar
          label={texts.importing}
          hideLabel
          value={progress.imported}
          max={progress.total}
          valueText={texts.progress(count(progress.imported), count(progress.total))}
        />
        <output className="tnum text-ink-2">
          {texts.progress(count(progress.imported), count(progress.total))}
        </output>
        <p className="text-sm text-ink-3">{texts.importingText}</p>
        <div className="flex flex-wrap gap-3">
          <Button
            tone="soft"
            icon={paused ? CirclePlay : CirclePause}
            onPress={() => props.onPause(!paused)}
          >
            {paused ? texts.resume : texts.pause}
          </Button>
          <Button tone="ghost" onPress={props.onStop}>
            {texts.stop}
          </Button>
        </div>
      </div>
    </Panel>
  )
}

/** What an import brought. */
export function EndedPanel(props: {
  run: Extract<ImportRun, { type: 'ended' }>
  /** Rows of the file that were not to be imported. */
  skipped: number
  onAgain(): void
  onUndo(): void
  onDone(): void
}) {
  const { language } = useLanguage()
  const texts = useTransferMessages()
  const { progress, how } = props.run
  return (
    <Panel title={how === 'done' ? texts.done : texts.stopped}>
      <div className="grid gap-4">
        {how === 'not-stored' && <FormTrouble>{texts.notStored}</FormTrouble>}
        <Banner tone="info" shape="card">
          {texts.doneCount(formatCount(language, progress.imported))}
        </Banner>
        {progress.refused > 0 && (
          <p>{texts.refusedCount(formatCount(language, progress.refused))}</p>
        )}
        {props.skipped > 0 && (
          <p className="text-ink-2">{texts.skippedCount(formatCount(language, props.skipped))}</p>
        )}
        <div className="flex flex-wrap gap-3">
          <Button onPress={props.onDone}>{texts.toList}</Button>
          <Button tone="soft" onPress={props.onAgain}>
            {texts.again}
          </Button>
          {progress.imported > 0 && (
            <Button tone="ghost" icon={Undo2} onPress={props.onUndo}>
              {texts.undo.undo}
            </Button>
          )}
        </div>
      </div>
    </Panel>
  )
}
