import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useNow } from '#replica/use-replica.ts'
import type { DeviceListItem } from '#shared/protocol/device-message.ts'
import type { DeviceWipe } from '#shared/protocol/wipe-message.ts'
import { useLanguage, useMessages } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { ConfirmSheet } from '#ui/confirm-sheet.tsx'
import { deviceName, wipeWords } from './device-words.ts'

/** SR3: how far the wipe of a lost device has come, in one word. */
export function WipeMark({ wipe }: { wipe: DeviceWipe }) {
  const texts = useMessages().devices
  if (wipe.confirmedAt !== null) return <Badge tone="jade">{texts.wiped}</Badge>
  return <Badge tone="danger">{wipe.canBeTold ? texts.toWipe : texts.lost}</Badge>
}

/** SR3: the same in sentences, and the way back as long as there is one. */
export function WipeFacts(props: { wipe: DeviceWipe; name: string; onWithdraw(): void }) {
  const { language, messages } = useLanguage()
  const now = useNow()
  const { wipe, name } = props
  const texts = messages.devices
  return (
    <div className="grid justify-items-start gap-2 text-sm text-ink-2">
      {wipeWords(wipe, { texts, language, now }).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {wipe.toldAt === null && (
        <Button
          tone="outline"
          size="sm"
          icon={Undo2}
          aria-label={`${texts.withdraw} ${name}`}
          onPress={props.onWithdraw}
        >
          {texts.withdraw}
        </Button>
      )}
    </div>
  )
}

/** SR3: reports a device as lost, after saying what becomes of what is on it. */
export function ReportLost(props: { device: DeviceListItem; onConfirm(): Promise<void> }) {
  const { app, devices: texts } = useMessages()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const { device } = props
  const name = deviceName(device, texts)
  const confirm = async () => {
    setBusy(true)
    await props.onConfirm()
    setBusy(false)
    setAsking(false)
  }
  return (
    <>
      <Button
        tone="ghost"
        size="sm"
        aria-label={`${texts.reportLost} ${name}`}
        onPress={() => setAsking(true)}
      >
        {texts.reportLost}
      </Button>
      {asking && (
        <ConfirmSheet
          open
          title={texts.wipeTitle(name)}
          confirmLabel={texts.wipe}
          cancelLabel={app.cancel}
          busy={busy}
          onConfirm={() => void confirm()}
          onClose={() => setAsking(false)}
        >
          <ul className="grid list-disc gap-1.5 pl-5">
            <li>{texts.wipeAtNextContact}</li>
            <li>{texts.wipeUntilThen}</li>
            <li>
              {(device.recoverable ? texts.wipeRescues : texts.wipeLoses)(device.unsyncedCount)}
            </li>
            <li>{texts.wipeHalfWritten}</li>
          </ul>
        </ConfirmSheet>
      )}
    </>
  )
}
