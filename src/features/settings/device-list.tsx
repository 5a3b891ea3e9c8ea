import { useState } from 'react'
import { useNow } from '#replica/use-replica.ts'
import type { DeviceListItem } from '#shared/protocol/device-message.ts'
import { useMessages } from '#i18n/language.tsx'
import type { ApiResult } from '#sync/api.ts'
import { ConfirmSheet } from '#ui/confirm-sheet.tsx'
import { toast } from '#ui/toast.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { DeviceRow } from './device-row.tsx'
import { deviceName } from './device-words.ts'

interface DeviceListProps {
  devices: readonly DeviceListItem[]
  end: (device: string) => Promise<ApiResult<null>>
  /** SR3: reports it as lost, and takes that back. */
  wipe: (device: string) => Promise<ApiResult<null>>
  withdraw: (device: string) => Promise<ApiResult<null>>
  /** Something has changed, or could not be. */
  onChanged(): void
  /** Whose it is, where the devices are of several people: then it is the title of the row. */
  ownerOf?: (device: DeviceListItem) => string
}

/** Devices with what is known of them, the end of a session and the wipe of a lost one, asked once more in words. */
export function DeviceList(props: DeviceListProps) {
  const { devices, end, wipe, withdraw, onChanged, ownerOf } = props
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
  const fullName = (device: DeviceListItem) =>
    [ownerOf?.(device), deviceName(device, texts)].filter(Boolean).join(' · ')
  const rowOf = (device: DeviceListItem) => (
    <DeviceRow
      key={device.device}
      device={device}
      now={now}
      owner={ownerOf?.(device)}
      onEnd={() => setEnding(device)}
      onWipe={() => ask(wipe(device.device), texts.wipeIsOrdered)}
      onWithdraw={() => void ask(withdraw(device.device), texts.withdrawn)}
    />
  )
  return (
    <>
      {ownerOf === undefined ? (
        <ul>{devices.map(rowOf)}</ul>
      ) : (
        <VirtualList
          items={devices}
          itemKey={({ device }) => device}
          label={texts.all}
          renderItem={rowOf}
        />
      )}
      {ending !== null && (
        <ConfirmSheet
          open
          tone="primary"
          title={texts.endTitle(fullName(ending))}
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
