import { useState } from 'react'
import { surnameOf } from '#shared/domain/person-name.ts'
import type { RecoveryListItem } from '#shared/protocol/recovery-message.ts'
import { formatInstant } from '#i18n/format.ts'
import { useAdminMessages, type AdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useLanguage, useMessages } from '#i18n/language.tsx'
import type { ApiResult } from '#sync/api.ts'
import { Badge, type BadgeTone } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { ConfirmSheet } from '#ui/confirm-sheet.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { toast } from '#ui/toast.tsx'
import { OpenSheet } from './open-sheet.tsx'
import { troubleText, type RecoveryAdminApi } from './recovery-trouble.ts'
import { RequestSheet } from './request-sheet.tsx'

interface RecoveryListProps {
  api: RecoveryAdminApi
  recoveries: readonly RecoveryListItem[]
  onChanged(): void
}

/** KE5: who asks for a recovery, where it stands, and what this administrator may do about it. */
export function RecoveryList({ api, recoveries, onChanged }: RecoveryListProps) {
  const { app } = useMessages()
  const { recovery: texts } = useAdminMessages()
  const [step, setStep] = useState<{ kind: 'request' | 'approve' | 'open'; id: string } | null>(
    null,
  )
  const [busy, setBusy] = useState(false)
  const item = recoveries.find(({ id }) => id === step?.id)
  const close = () => setStep(null)
  const done = () => {
    close()
    onChanged()
  }

  const decide = async (act: Promise<ApiResult<null>>, said: string) => {
    setBusy(true)
    const answer = await act
    setBusy(false)
    if (answer.ok) toast({ text: said, tone: 'done' })
    else toast({ text: troubleText(answer.error, texts), tone: 'danger' })
    done()
  }

  return (
    <>
      <ul>
        {recoveries.map((one) => (
          <RecoveryRow
            key={one.id}
            item={one}
            onStep={(kind) => setStep({ kind, id: one.id })}
            onRefuse={() => void decide(api.refuseRecovery(one.id), texts.refused)}
          />
        ))}
      </ul>
      {item && step?.kind === 'request' && (
        <RequestSheet api={api} item={item} onDone={done} onClose={close} />
      )}
      {item && step?.kind === 'open' && (
        <OpenSheet api={api} item={item} onDone={done} onClose={close} />
      )}
      {item && step?.kind === 'approve' && (
        <ConfirmSheet
          open
          tone="primary"
          title={saidOf(item, texts).approveTitle(item.name)}
          confirmLabel={texts.approve}
          cancelLabel={app.cancel}
          busy={busy}
          onConfirm={() => void decide(api.approveRecovery(item.id), texts.approved)}
          onClose={close}
        >
          <p>{saidOf(item, texts).approveText}</p>
        </ConfirmSheet>
      )}
    </>
  )
}

interface RecoveryRowProps {
  item: RecoveryListItem
  onStep(kind: 'request' | 'approve' | 'open'): void
  onRefuse(): void
}

function RecoveryRow({ item, onStep, onRefuse }: RecoveryRowProps) {
  const { language } = useLanguage()
  const { recovery: texts } = useAdminMessages()
  const { name, reason, requestedBy, approvedBy, may } = item
  const steps = may.filter((step) => step !== 'refuse')
  return (
    <ListRow
      leading={<SurnameDisc surname={surnameOf(name) ?? name.slice(0, 1)} tier="mass" />}
      title={
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{name}</span>
          <Badge tone={toneOf[item.state]}>{saidOf(item, texts).state[item.state]}</Badge>
        </span>
      }
      subtitle={
        <span className="tnum flex flex-wrap gap-x-4">
          <span>{texts.staffNo(item.staffNo)}</span>
          <span>{item.branchName}</span>
          <span>{saidOf(item, texts).askedAt(formatInstant(language, item.askedAt))}</span>
          {item.rescued !== null && <span>{texts.rescue.rescued(item.rescued)}</span>}
          {item.rescued === null && item.unsyncedCount > 0 && (
            <span>{texts.unsynced(item.unsyncedCount)}</span>
          )}
        </span>
      }
    >
      {item.state !== 'asked' && reason !== null && requestedBy !== null && (
        <p className="text-sm text-ink-2 wrap-anywhere">
          {texts.reasonGiven(reason, requestedBy)}
          {approvedBy !== null && ` · ${texts.agreedBy(approvedBy)}`}
        </p>
      )}
      {may.length > 0 && (
        <div className="mt-2 flex flex-wrap gap-2">
          {steps.map((step) => (
            <Button
              key={step}
              size="sm"
              aria-label={`${texts[step]} ${name}`}
              onPress={() => onStep(step)}
            >
              {texts[step]}
            </Button>
          ))}
          {may.includes('refuse') && (
            <Button
              size="sm"
              tone="outline"
              aria-label={`${texts.refuse} ${name}`}
              onPress={onRefuse}
            >
              {texts.refuse}
            </Button>
          )}
        </div>
      )}
    </ListRow>
  )
}

/** SR3: what was rescued from a lost device is opened in the same way, and goes to its author instead. */
function saidOf({ rescued }: RecoveryListItem, texts: AdminMessages['recovery']) {
  return rescued === null ? texts : texts.rescue
}

const toneOf: Record<RecoveryListItem['state'], BadgeTone> = {
  asked: 'amber',
  requested: 'amber',
  approved: 'amber',
  answered: 'jade',
  done: 'jade',
  refused: 'neutral',
  expired: 'neutral',
}
