import { useState } from 'react'
import { makeRecoveryKey } from '#shared/recovery/kept-recovery-key.ts'
import { keeperCount } from '#shared/recovery/recovery-code.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'
import { CodeStep } from './code-step.tsx'
import type { RecoveryAdminApi } from './recovery-trouble.ts'

type Made = Awaited<ReturnType<typeof makeRecoveryKey>>
const counts = ['2', '3', '4', '5'] as const

interface MakeKeySheetProps {
  api: Pick<RecoveryAdminApi, 'makeRecoveryKey'>
  /** The id of the key that it takes the place of; null for the first. */
  replaces: string | null
  onMade(): void
  onClose(): void
}

/**
 * KE5: makes a recovery key and shows each keeper the own code, one after the other. The server hears of the key when the last
 * code was written down, so one that was begun and left is nobody's.
 */
export function MakeKeySheet({ api, replaces, onMade, onClose }: MakeKeySheetProps) {
  const { app } = useMessages()
  const { recovery: texts } = useAdminMessages()
  const [keepers, setKeepers] = useState<(typeof counts)[number]>('3')
  const [made, setMade] = useState<Made | null>(null)
  const [shown, setShown] = useState(0)
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)

  const start = async () => {
    setBusy(true)
    setMade(await makeRecoveryKey(crypto, Number(keepers)))
    setBusy(false)
  }

  const written = async () => {
    if (made === null) return
    if (shown + 1 < made.codes.length) return setShown(shown + 1)
    setBusy(true)
    setTrouble(null)
    const answer = await api.makeRecoveryKey({ kept: made.kept, replaces })
    setBusy(false)
    if (answer.ok) {
      toast({ text: texts.keyMade, tone: 'done' })
      onMade()
    } else if (answer.error.type === 'unreachable') setTrouble(texts.offline)
    else {
      const isLate = answer.error.type === 'problem' && answer.error.status === 409
      setTrouble(isLate ? texts.keyMovedOn : texts.notMade)
    }
  }

  const code = made?.codes[shown]
  if (made !== null && code !== undefined) {
    return (
      <Sheet
        open
        onClose={onClose}
        dismissable={false}
        title={texts.codeOf(shown + 1, made.codes.length)}
      >
        <div className="grid gap-4">
          {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
          <CodeStep
            key={code.keeper}
            code={code}
            busy={busy}
            nextLabel={shown + 1 < made.codes.length ? texts.next : texts.finish}
            onWritten={() => void written()}
          />
        </div>
      </Sheet>
    )
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={replaces === null ? texts.makeKey : texts.replaceKey}
      footer={
        <>
          <Button tone="soft" onPress={onClose}>
            {app.cancel}
          </Button>
          <Button busy={busy} onPress={() => void start()}>
            {texts.start}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 pt-1">
        {replaces !== null && (
          <Banner tone="warning" shape="card">
            {texts.replaceText}
          </Banner>
        )}
        <Segmented
          label={texts.howMany}
          description={texts.howManyText}
          value={keepers}
          onChange={setKeepers}
          options={counts
            .filter((value) => Number(value) <= keeperCount.most)
            .map((value) => ({ value, label: value }))}
        />
        <p className="text-ink-2">{texts.makeText}</p>
      </div>
    </Sheet>
  )
}
