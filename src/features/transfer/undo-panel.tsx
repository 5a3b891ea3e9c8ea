import { useId } from 'react'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { Panel } from '#ui/panel.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import { MoreRows } from './more-rows.tsx'
import type { KeptCustomer } from './undo-import.ts'
import { useImportedCards, useUndo } from './use-undo.ts'

/** Takes an import back, after showing who goes and who stays. */
export function UndoPanel({ importId, onClose }: { importId: string; onClose(): void }) {
  const { language, messages } = useLanguage()
  const texts = useTransferMessages().undo
  const cards = useImportedCards(importId)
  const { run, start, stop } = useUndo(cards)
  const count = (customers: number) => formatCount(language, customers)
  if (run.type === 'looking') {
    return (
      <Panel title={texts.title}>
        <output className="text-ink-2">{texts.looking}</output>
      </Panel>
    )
  }
  if (run.type === 'planned') {
    const { plan } = run
    return (
      <Panel title={texts.title}>
        <div className="grid gap-4">
          <p>{plan.going.length > 0 ? texts.going(count(plan.going.length)) : texts.nobodyGoes}</p>
          <Kept kept={plan.kept} />
          <div className="flex flex-wrap gap-3">
            <Button tone="soft" onPress={onClose}>
              {messages.app.cancel}
            </Button>
            {plan.going.length > 0 && (
              <Button tone="danger" onPress={() => void start(plan)}>
                {texts.start(count(plan.going.length))}
              </Button>
            )}
          </div>
        </div>
      </Panel>
    )
  }
  const { progress } = run
  const shown = texts.progress(count(progress.done), count(progress.total))
  if (run.type === 'running') {
    return (
      <Panel title={texts.running}>
        <div className="grid gap-4">
          <ProgressBar
            label={texts.running}
            hideLabel
            value={progress.done}
            max={progress.total}
            valueText={shown}
          />
          <output className="tnum text-ink-2">{shown}</output>
          <p className="text-sm text-ink-3">{texts.runningText}</p>
          <div>
            <Button tone="ghost" onPress={stop}>
              {texts.stop}
            </Button>
          </div>
        </div>
      </Panel>
    )
  }
  return (
    <Panel title={run.how === 'done' ? texts.done : texts.stopped}>
      <div className="grid gap-4">
        {run.how === 'not-stored' && <FormTrouble>{texts.notStored}</FormTrouble>}
        <Banner tone="info" shape="card">
          {texts.doneCount(count(progress.done))}
        </Banner>
        <Kept kept={progress.kept} />
        <div>
          <Button onPress={onClose}>{texts.close}</Button>
        </div>
      </div>
    </Panel>
  )
}

/** Who stays, and why. */
function Kept({ kept }: { kept: readonly KeptCustomer[] }) {
  const { language } = useLanguage()
  const texts = useTransferMessages().undo
  const heading = useId()
  if (kept.length === 0) return null
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading} className="mb-1 font-medium">
        {texts.kept(formatCount(language, kept.length))}
      </h3>
      <MoreRows rows={kept}>
        {({ card, reason }) => (
          <li
            key={card.id}
            className="flex flex-wrap justify-between gap-x-3 border-t border-line py-2 first:border-t-0"
          >
            <span className="min-w-0 font-medium wrap-anywhere">{card.data.name}</span>
            <span className="text-sm text-ink-2">{texts.reasons[reason]}</span>
          </li>
        )}
      </MoreRows>
    </section>
  )
}
