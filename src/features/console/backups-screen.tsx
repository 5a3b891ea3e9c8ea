import { DatabaseBackup } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useNow } from '#replica/use-replica.ts'
import type { BackupState } from '#shared/protocol/backup-message.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import { useAnswer } from '#sync/use-answer.ts'
import { AnswerState } from '#ui/answer-state.tsx'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import { toast } from '#ui/toast.tsx'
import { backupOldAfterDays } from './use-console-news.ts'
import { CommandText } from './command-text.tsx'

/** While a copy is made, the server is asked so often (ms). */
const askEveryMs = 700
const dayMs = 24 * 60 * 60_000

interface BackupsScreenProps {
  api: Pick<AdminApi, 'backupState' | 'startBackup'>
  onBack(): void
}

/** 备份和恢复: how old the last copy is, a new one, and the words for an operator. */
export function BackupsScreen({ api, onBack }: BackupsScreenProps) {
  const { app } = useLanguage().messages
  const texts = useAdminMessages()
  const { asked, reload } = useAnswer(api.backupState)
  const state = asked.state === 'here' ? asked.value : undefined
  const isRunning = state?.running != null
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => void reload(), askEveryMs)
    return () => clearInterval(timer)
  }, [isRunning, reload])
  useDoneToast(state, texts.backups.done)
  const start = async () => {
    const begun = await api.startBackup()
    if (!begun.ok) toast({ text: texts.backups.startFailed, tone: 'danger' })
    await reload()
  }
  return (
    <div className="page">
      <PageHeader title={texts.backups.title} subtitle={texts.backups.text} onBack={onBack} />
      <AnswerState
        state={asked.state}
        offline={texts.backups.offline}
        retry={{ label: app.retry, onPress: () => void reload() }}
        forbidden={texts.console.forbidden}
      />
      {state !== undefined && (
        <div className="grid items-start gap-4 md:gap-5 lg:grid-cols-2">
          {state.database === 'sqlite' ? (
            <>
              <LastPanel state={state} onStart={() => void start()} />
              <SqlitePanel />
            </>
          ) : (
            <PostgresPanel />
          )}
        </div>
      )}
    </div>
  )
}

/** Said when the copy that this page saw under way is there. */
function useDoneToast(state: BackupState | undefined, text: string): void {
  const wasRunning = useRef(false)
  useEffect(() => {
    if (state === undefined) return
    if (wasRunning.current && state.running === null && state.failedAt === null) {
      toast({ text, tone: 'done' })
    }
    wasRunning.current = state.running !== null
  }, [state, text])
}

function LastPanel({ state, onStart }: { state: BackupState; onStart(): void }) {
  const { language } = useLanguage()
  const texts = useAdminMessages().backups
  const now = useNow()
  const { last, failedAt, running } = state
  const days = last === null ? 0 : Math.max(0, Math.floor((now - last.at) / dayMs))
  return (
    <Panel
      title={texts.last}
      count={last !== null && (days === 0 ? texts.ago.today : texts.ago.days(days))}
    >
      <div className="grid gap-4">
        {failedAt !== null && (
          <Banner tone="danger" shape="card">
            {texts.failed(formatInstant(language, failedAt))}
          </Banner>
        )}
        {last !== null && days > backupOldAfterDays && (
          <Banner tone="warning" shape="card">
            {texts.old(days)}
          </Banner>
        )}
        {last === null ? (
          <EmptyState icon={DatabaseBackup} title={texts.never} description={texts.neverText} />
        ) : (
          <FactList
            columns={2}
            facts={[
              { id: 'when', label: texts.when, value: formatInstant(language, last.at) },
              { id: 'size', label: texts.sizeLabel, value: texts.size(megabytes(last.bytes)) },
              { id: 'file', label: texts.file, value: last.file ?? texts.byOperator },
              { id: 'check', label: texts.check, value: texts.verified },
            ]}
          />
        )}
        {running === null ? (
          <Button full icon={DatabaseBackup} onPress={onStart}>
            {texts.start}
          </Button>
        ) : (
          <div className="grid gap-2">
            <ProgressBar
              label={texts.steps[running.step]}
              value={running.bytes}
              max={running.of}
              valueText={texts.progress(megabytes(running.bytes), megabytes(running.of))}
            />
            <p className="text-sm text-ink-3">{texts.started}</p>
          </div>
        )}
        <p className="text-sm text-ink-3">{texts.where}</p>
      </div>
    </Panel>
  )
}

function SqlitePanel() {
  const texts = useAdminMessages().backups
  return (
    <Panel title={texts.restore}>
      <div className="grid gap-3">
        <p className="text-ink-2">{texts.restoreText}</p>
        <CommandText>{texts.commands.restore}</CommandText>
        <p className="text-sm text-ink-3">{texts.restoreAfter}</p>
        <h3 className="pt-2 font-medium">{texts.automatic}</h3>
        <p className="text-ink-2">{texts.automaticText}</p>
        <CommandText>{texts.commands.backup}</CommandText>
      </div>
    </Panel>
  )
}

function PostgresPanel() {
  const texts = useAdminMessages().backups
  return (
    <Panel title={texts.postgres}>
      <div className="grid gap-3">
        <p className="text-ink-2">{texts.postgresText}</p>
        <CommandText>{texts.commands.dump}</CommandText>
        <p className="text-ink-2">{texts.postgresRestore}</p>
        <CommandText>{texts.commands.load}</CommandText>
        <p className="text-sm text-ink-3">{texts.restoreAfter}</p>
      </div>
    </Panel>
  )
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}
