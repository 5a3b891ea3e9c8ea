import { Laptop, Smartphone } from 'lucide-react'
import type { DeviceListItem, Platform } from '#shared/protocol/device-message.ts'
import { useLanguage, useMessages } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { concernOf } from '#shared/domain/device-concern.ts'
import { deviceName, deviceTimes, unsentWords } from './device-words.ts'
import { ReportLost, WipeFacts, WipeMark } from './device-wipe.tsx'

interface DeviceRowProps {
  device: DeviceListItem
  now: number
  /** Whose it is; then the name of the device stands below. */
  owner: string | undefined
  onEnd(): void
  /** SR3: reports it as lost. */
  onWipe(): Promise<void>
  onWithdraw(): void
}

/** One device with what is known of it. */
export function DeviceRow({ device, now, owner, onEnd, onWipe, onWithdraw }: DeviceRowProps) {
  const { wipe, vaultKept, signedIn, current } = device
  const texts = useMessages().devices
  const name = deviceName(device, texts)
  const canEnd = signedIn && !current
  const canReport = wipe === null && vaultKept && !current
  return (
    <ListRow
      leading={
        <span className="grid size-10 place-items-center rounded-full bg-sunken text-ink-2">
          <PlatformIcon platform={device.platform} />
        </span>
      }
      title={
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span>{owner ?? name}</span>
          <Marks device={device} now={now} />
        </span>
      }
      subtitle={
        <span className="block">
          {owner !== undefined && <span className="block">{name}</span>}
          <Facts device={device} now={now} />
        </span>
      }
    >
      {wipe !== null && <WipeFacts wipe={wipe} name={name} onWithdraw={onWithdraw} />}
      {(canEnd || canReport) && (
        <div className={`flex flex-wrap gap-2 ${wipe === null ? '' : 'mt-2'}`}>
          {canEnd && (
            <Button
              tone="outline"
              size="sm"
              aria-label={[texts.end, owner, name].filter(Boolean).join(' ')}
              onPress={onEnd}
            >
              {texts.end}
            </Button>
          )}
          {canReport && <ReportLost device={device} onConfirm={onWipe} />}
        </div>
      )}
    </ListRow>
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
      {(device.lostChanges ?? 0) > 0 && (
        <span className="block font-medium text-danger">
          {messages.devices.neverCame(device.lostChanges ?? 0)}
        </span>
      )}
    </span>
  )
}

function Marks({ device, now }: { device: DeviceListItem; now: number }) {
  const texts = useMessages().devices
  const concern = concernOf(device, now)
  return (
    <>
      {device.current && <Badge tone="jade">{texts.current}</Badge>}
      {device.wipe !== null && <WipeMark wipe={device.wipe} />}
      {device.wipe === null && !device.signedIn && <Badge>{texts.signedOut}</Badge>}
      {!device.vaultKept && <Badge tone="danger">{texts.vaultLost}</Badge>}
      {concern === 'waiting' && <Badge tone="amber">{texts.waits}</Badge>}
      {concern === 'unused' && <Badge>{texts.unused}</Badge>}
    </>
  )
}

function PlatformIcon({ platform }: { platform: Platform | null }) {
  const isHandheld = ['iphone', 'ipad', 'android', 'harmony'].includes(platform ?? '')
  return isHandheld ? <Smartphone size={20} aria-hidden /> : <Laptop size={20} aria-hidden />
}
