import { Laptop, Smartphone, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { useNow } from '#replica/use-replica.ts'
import type { DeviceListItem, Platform } from '#shared/protocol/device-message.ts'
import { useLanguage, useMessages } from '#i18n/language.tsx'
import type { ApiResult } from '#sync/api.ts'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { ConfirmSheet } from '#ui/confirm-sheet.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { toast } from '#ui/toast.tsx'
import { deviceName, deviceTimes, unsentWords } from './device-words.ts'

interface DeviceListProps {
  devices: readonly DeviceListItem[]
  end: (device: string) => Promise<ApiResult<null>>
  onEnded(): void
}

/** Devices with what is known of them, and the end of a session, asked once more in words. */
export function DeviceList({ devices, end, onEnded }: DeviceListProps) {
  const messages = useMessages()
  const texts = messages.devices
  const now = useNow()
  const [ending, setEnding] = useState<DeviceListItem | null>(null)
  const [busy, setBusy] = useState(false)
  const confirm = async ({ device }: DeviceListItem) => {
    setBusy(true)
    const answer = await end(device)
    setBusy(false)
    setEnding(null)
    if (answer.ok) toast({ text: texts.ended, tone: 'done' })
    else {
      const isOffline = answer.error.type === 'unreachable'
      toast({ text: isOffline ? texts.offline : texts.failed, tone: 'danger' })
    }
    onEnded()
  }
  return (
    <>
      <ul>
        {devices.map((device) => {
          const Icon = iconOf(device.platform)
          const name = deviceName(device, texts)
          return (
            <ListRow
              key={device.device}
              leading={
                <span className="grid size-10 place-items-center rounded-full bg-sunken text-ink-2">
                  <Icon size={20} aria-hidden />
                </span>
              }
              title={
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <span>{name}</span>
                  <Marks device={device} />
                </span>
              }
              subtitle={<Facts device={device} now={now} />}
              trailing={
                device.signedIn &&
                !device.current && (
                  <span className="mr-2">
                    <Button
                      tone="outline"
                      size="sm"
                      aria-label={`${texts.end} ${name}`}
                      onPress={() => setEnding(device)}
                    >
                      {texts.end}
                    </Button>
                  </span>
                )
              }
            />
          )
        })}
      </ul>
      {ending !== null && (
        <ConfirmSheet
          open
          tone="primary"
          title={texts.endTitle(deviceName(ending, texts))}
          confirmLabel={texts.end}
          cancelLabel={messages.app.cancel}
          busy={busy}
          onConfirm={() => void confirm(ending)}
          onClose={() => setEnding(null)}
        >
          <ul className="grid list-disc gap-1.5 pl-5">
            <li>{texts.endAtOnce}</li>
            <li>{texts.endKeeps}</li>
            {ending.unsyncedCount > 0 && <li>{texts.endUnsynced(ending.unsyncedCount)}</li>}
          </ul>
        </ConfirmSheet>
      )}
    </>
  )
}

/** One span: the times stand side by side where there is room, what is unsent below them. */
function Facts({ device, now }: { device: DeviceListItem; now: number }) {
  const { language, messages } = useLanguage()
  const parts = { texts: messages.devices, language, now }
  const unsent = unsentWords(device, parts)
  return (
    <span className="tnum block">
      <span className="flex flex-wrap gap-x-4">
        {deviceTimes(device, parts).map((time) => (
          <span key={time}>{time}</span>
        ))}
      </span>
      {unsent !== null && <span className="block font-medium text-ink-2">{unsent}</span>}
    </span>
  )
}

function Marks({ device }: { device: DeviceListItem }) {
  const texts = useMessages().devices
  return (
    <>
      {device.current && <Badge tone="jade">{texts.current}</Badge>}
      {!device.signedIn && <Badge>{texts.signedOut}</Badge>}
      {!device.vaultKept && <Badge tone="danger">{texts.vaultLost}</Badge>}
    </>
  )
}

function iconOf(platform: Platform | null): LucideIcon {
  const isHandheld = ['iphone', 'ipad', 'android', 'harmony'].includes(platform ?? '')
  return isHandheld ? Smartphone : Laptop
}
