import { useMemo, useState } from 'react'
import { tiers, type Tier } from '#shared/domain/customer.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { ExportDetail } from '#shared/domain/transfer/export-cells.ts'
import { useAll, useIsLoaded, useSession } from '#replica/use-replica.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import type { Api } from '#sync/api.ts'
import { ActionBar } from '#ui/action-bar.tsx'
import { Button } from '#ui/button.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { Panel } from '#ui/panel.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { toast } from '#ui/toast.tsx'
import { exportableCards, exportFormats, type ExportFormat } from './export-customers.ts'
import { mayTransfer } from './transfer-access.ts'
import { useExport, type ExportTrouble } from './use-export.ts'

interface ExportScreenProps {
  api: Pick<Api, 'ask'>
  /** What the list of customers shows, when it is narrowed; null when it shows all. */
  listed: { cards: readonly RecordOf<'customer'>[]; words: string } | null
  onDone(): void
}

/** Customers as a file: which, in what form, and with what is masked or without. */
export function ExportScreen({ api, listed, onDone }: ExportScreenProps) {
  const { language, messages } = useLanguage()
  const texts = useTransferMessages()
  const session = useSession()
  const cards = useAll('customer')
  const loaded = useIsLoaded()
  const [picked, pick] = useState<Choice | null>(null)
  const [format, setFormat] = useState<ExportFormat>('xlsx')
  const [detail, setDetail] = useState<ExportDetail>('masked')
  const { busy, trouble, run } = useExport(api)
  const choice = picked ?? (listed === null ? 'all' : 'listed')
  const asked = choice === 'listed' ? (listed?.cards ?? cards) : cards
  const tier = choice === 'listed' || choice === 'all' ? null : choice
  const chosen = useMemo(() => exportableCards(asked, session, tier), [asked, session, tier])
  if (!mayTransfer(session)) return <EmptyState title={texts.notYours} />
  const count = formatCount(language, chosen.length)
  const start = async () => {
    if (!(await run(chosen, { format, detail }))) return
    toast({ text: texts.exported, tone: 'done' })
    onDone()
  }
  return (
    <div className="grid gap-4 md:gap-5">
      <Panel
        title={session.role === 'lead' ? texts.exportScope.branch : texts.exportScope.own}
        count={chosen.length > 0 ? texts.exportCount(count) : texts.exportNobody}
      >
        <ChoiceChips<Choice>
          label={texts.exportWhich}
          options={[
            ...(listed === null ? [] : [{ value: 'listed' as const, label: texts.exportListed }]),
            { value: 'all', label: texts.exportAll },
            ...tiers.map((value) => ({ value, label: messages.domain.tier[value] })),
          ]}
          value={choice}
          onChange={pick}
        />
        {choice === 'listed' && listed !== null && (
          <p className="mt-3 wrap-anywhere text-ink-2">
            {texts.exportFiltered(count, listed.words)}
          </p>
        )}
        {choice === 'listed' && asked.length > chosen.length && (
          <p className="mt-1 text-sm text-ink-3">
            {texts.exportNotYours(formatCount(language, asked.length - chosen.length))}
          </p>
        )}
      </Panel>
      <Panel>
        <div className="grid gap-5 md:grid-cols-2">
          <Segmented
            label={texts.format}
            description={texts.formatHint[format]}
            options={exportFormats.map((value) => ({ value, label: texts.formats[value] }))}
            value={format}
            onChange={setFormat}
          />
          <Segmented
            label={texts.detail}
            description={texts.detailHint[detail]}
            options={details.map((value) => ({ value, label: texts.details[value] }))}
            value={detail}
            onChange={setDetail}
          />
        </div>
      </Panel>
      <div className="grid gap-1 px-1 text-sm text-ink-3">
        <p>{texts.exportNote}</p>
        <p>{texts.exportLeftOut}</p>
        <p>{texts.exportOnly}</p>
      </div>
      {trouble !== null && <FormTrouble>{texts[troubleKeys[trouble]]}</FormTrouble>}
      <ActionBar>
        <Button tone="soft" onPress={onDone}>
          {messages.app.cancel}
        </Button>
        <Button busy={busy} disabled={chosen.length === 0 || !loaded} onPress={() => void start()}>
          {texts.exportStart(count)}
        </Button>
      </ActionBar>
    </div>
  )
}

/** `listed`: as the list of customers is narrowed. */
type Choice = Tier | 'all' | 'listed'

const details = ['masked', 'full'] as const

const troubleKeys = {
  offline: 'exportOffline',
  refused: 'exportRefused',
  'not-noted': 'exportNotNoted',
} as const satisfies Record<ExportTrouble, string>
