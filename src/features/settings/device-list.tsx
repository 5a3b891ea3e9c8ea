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
import { ReportLost, WipeFacts, WipeMark } from './device-wipe.tsx'

interface DeviceListProps {
  devices: readonly DeviceListItem[]
  end: (device: string) => Promise<ApiResult<null>>
  /** SR3: reports it as lost, and takes that back. */
  wipe: (device: string) => Promise<ApiResult<null>>
  withdraw: (device: string) => Promise<ApiResult<null>>
  /** Something has changed, or could not be. */
  onChanged(): void
}

/** Devices with what is known of them, the end of a session and the wipe of a lost one, asked once more in words. */
export function DeviceList({ devices, end, wipe, withdraw, onChanged }: DeviceListProps) {
  const messages = useMessages()
  const texts = messages.devices
  const now = useNow()
  const [ending, setEnding] = useState<DeviceListItem | null>(null)
  const [busy, setBusy] = useState(false)
  const ask = async (answer: Promise<ApiResult<null>>, done: string) => {
    const answered = await answer
    if (answered.ok) toast({ text: done, tone: 'done' })
    else {
      const isOffline = answered.error.type === 'unreachable'
      toast({ text: isOffline ? texts.offline : texts.failed, tone: 'danger' })
    }
    onChanged()
  }
  const confirm = async ({ device }: DeviceListItem) => {
    setBusy(true)
    await ask(end(device), texts.ended)
    setBusy(false)
    setEnding(null)
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
            >
              {device.wipe !== null && (
                <WipeFacts
                  wipe={device.wipe}
                  name={name}
                  onWithdraw={() => void ask(withdraw(device.device), texts.withdrawn)}
                />
              )}
              {device.wipe === null && device.vaultKept && !device.current && (
                <ReportLost
                  device={device}
                  onConfirm={() => ask(wipe(device.device), texts.wipeIsOrdered)}
                />
              )}
            </ListRow>
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
      {device.wipe !== null && <WipeMark wipe={device.wipe} />}
      {device.wipe === null && !device.signedIn && <Badge>{texts.signedOut}</Badge>}
      {!device.vaultKept && <Badge tone="danger">{texts.vaultLost}</Badge>}
    </>
  )
}

function iconOf(platform: Platform | null): LucideIcon {
  const isHandheld = ['iphone', 'ipad', 'android', 'harmony'].includes(platform ?? '')
  return isHandheld ? Smartphone : Laptop
}
