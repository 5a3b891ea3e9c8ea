import {
  CircleAlert,
  CloudCheck,
  CloudOff,
  CloudUpload,
  RefreshCw,
  type LucideIcon,
} from 'lucide-react'
import { useState } from 'react'
import { useNow, usePending, useReplica } from '#replica/use-replica.ts'
import { formatCount, formatInstant, formatTime } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useSyncEngine, useSyncStatus } from '#sync/use-sync.ts'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { usePhone } from '#ui/media.ts'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import type { SyncTone } from '#ui/sync-chip.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { ageWords } from './age-words.ts'
import { AttentionList, type AttentionChoice } from './attention-list.tsx'
import { LedgerRow } from './ledger-row.tsx'
import { ledgerLine } from './ledger.ts'
import { statusSentence } from './status-sentence.ts'
import { useWords } from './use-words.ts'

interface SyncScreenProps {
  choice?: AttentionChoice | undefined
  onChoice?: ((choice: AttentionChoice) => void) | undefined
  onBack?: (() => void) | undefined
}

/** The ledger: in one sentence what is not yet sent and why, what needs a person, then every unsent change. */
export function SyncScreen({ choice, onChoice, onBack }: SyncScreenProps) {
  const { messages } = useLanguage()
  return (
    <div className="page">
      <PageHeader title={messages.sync.title} onBack={onBack} actions={<SyncNow />} />
      <div className="grid items-start gap-4 md:gap-5 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
        <div className="lg:col-span-2">
          <StatusSentence />
        </div>
        <AttentionList
          choice={choice ?? { view: 'open', kind: 'all' }}
          onChoice={(next) => onChoice?.(next)}
        />
        <Ledger />
      </div>
    </div>
  )
}

function SyncNow() {
  const texts = useLanguage().messages.sync
  const engine = useSyncEngine()
  const [busy, setBusy] = useState(false)
  const sync = async () => {
    setBusy(true)
    try {
      await engine.syncNow()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      icon={RefreshCw}
      size={usePhone() ? 'sm' : 'md'}
      busy={busy}
      onPress={() => void sync()}
    >
      {texts.syncNow}
    </Button>
  )
}

function StatusSentence() {
  const { language, messages } = useLanguage()
  const texts = messages.sync
  const status = useSyncStatus()
  const now = useNow()
  const { lastSyncedAt, oldestPendingAt, nextTryAt, upload } = status
  const lastSync = lastSyncedAt === null ? null : formatInstant(language, lastSyncedAt)
  const age = oldestPendingAt === null ? null : ageWords(now - oldestPendingAt, texts.age)
  const count = (value: number) => formatCount(language, value)
  const { tone, text } = statusSentence(status, { lastSync, age, count }, texts.sentence)
  const Icon = icons[tone]
  const remarks = [
    // The sentence may have said it already.
    lastSync === null || text.includes(lastSync) ? null : texts.lastSync(lastSync),
    nextTryAt === null ? null : texts.nextTry(formatTime(language, nextTryAt)),
  ]
  const shown = remarks.filter((remark) => remark !== null)
  return (
    <section className={`flex items-start gap-3 rounded-lg px-4 py-4 md:px-5 ${toneClass[tone]}`}>
      <Icon size={24} className="mt-px shrink-0" aria-hidden />
      <div className="min-w-0 flex-1">
        <output className="tnum block text-md font-medium text-pretty wrap-anywhere">{text}</output>
        {upload !== null && (
          <div className="mt-3 max-w-120">
            <ProgressBar
              label={texts.state.sending}
              hideLabel
              value={upload.done}
              max={upload.total}
              valueText={`${count(upload.done)} / ${count(upload.total)}`}
            />
          </div>
        )}
        {shown.length > 0 && <p className="tnum mt-1 text-sm">{shown.join(' · ')}</p>}
      </div>
    </section>
  )
}

const icons: Record<SyncTone, LucideIcon> = {
  ok: CloudCheck,
  pending: CloudUpload,
  offline: CloudOff,
  attention: CircleAlert,
}
const toneClass: Record<SyncTone, string> = {
  ok: 'bg-primary-soft text-on-primary-soft',
  pending: 'bg-sunken text-ink-2',
  offline: 'bg-warn-soft text-on-warn-soft',
  attention: 'bg-danger-soft text-on-danger-soft',
}

function Ledger() {
  const texts = useLanguage().messages.sync
  const pending = usePending()
  const replica = useReplica()
  const words = useWords()
  return (
    <Panel
      title={texts.ledger}
      count={pending.length > 0 ? texts.itemCount(pending.length) : undefined}
      flush={pending.length > 0}
    >
      {pending.length === 0 ? (
        <EmptyState icon={CloudCheck} title={texts.empty} description={texts.emptyText} />
      ) : (
        <VirtualList
          label={texts.ledger}
          items={pending}
          itemKey={({ operation }) => String(operation.n)}
          rowHeight={72}
          // Put into words when it is drawn: a hundred thousand can wait after an import.
          renderItem={(change) => <LedgerRow line={ledgerLine(change, replica, words)} />}
        />
      )}
    </Panel>
  )
}
