import { Lock } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useAll, useUnreadable } from '#replica/use-replica.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { Panel } from '#ui/panel.tsx'
import { Switch } from '#ui/switch.tsx'

interface DevicePanelProps {
  /** Whether the app opens again without a network. */
  offlineStart: 'preparing' | 'ready' | 'refused'
  version: string
  /** KE6: after so long without use the device locks. */
  idleMinutes: number
  shared: boolean
  onShared: (shared: boolean) => void
  onLock: () => void
}

/** 本机: what lies here, whether it opens offline, and the lock. */
export function DevicePanel({ offlineStart, version, ...props }: DevicePanelProps) {
  const { language, messages } = useLanguage()
  const texts = messages.settings
  const megabytes = useStorageMegabytes()
  const customers = useAll('customer').length
  const unreadable = useUnreadable().length
  const facts = [
    { id: 'offline', label: texts.offlineStart, value: texts.offlineStartValue[offlineStart] },
    {
      id: 'customers',
      label: texts.customersHere,
      value: texts.customersHereValue(formatCount(language, customers)),
    },
    {
      id: 'storage',
      label: texts.storage,
      value: megabytes === null ? '—' : texts.storageValue(megabytes.toFixed(1)),
    },
    { id: 'version', label: texts.version, value: version },
  ]
  return (
    <Panel title={texts.device}>
      {offlineStart === 'refused' && (
        <div className="mb-3">
          <Banner tone="warning" shape="card">
            {texts.offlineRefused}
          </Banner>
        </div>
      )}
      {unreadable > 0 && (
        <div className="mb-3">
          <Banner tone="danger" shape="card">
            {texts.unreadable(unreadable)}
          </Banner>
        </div>
      )}
      <dl className="divide-y divide-line">
        {facts.map(({ id, label, value }) => (
          <div key={id} className="flex min-h-11 items-center justify-between gap-4 py-2">
            <dt className="text-ink-3">{label}</dt>
            <dd className="tnum min-w-0 text-right wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="border-t border-line py-3">
        <Switch
          name="shared-device"
          label={texts.sharedDevice}
          description={texts.sharedDeviceText}
          value={props.shared}
          onChange={props.onShared}
        />
      </div>
      <p className="mb-3 text-sm text-ink-3">{texts.lockText(props.idleMinutes)}</p>
      <Button full tone="outline" icon={Lock} onPress={props.onLock}>
        {texts.lockNow}
      </Button>
    </Panel>
  )
}

/** What the origin takes on this device, in MB; null until known or where the browser does not say. */
function useStorageMegabytes(): number | null {
  const [megabytes, setMegabytes] = useState<number | null>(null)
  useEffect(() => {
    let current = true
    void navigator.storage?.estimate?.().then(({ usage }) => {
      if (current && usage !== undefined) setMegabytes(usage / 1_000_000)
    })
    return () => {
      current = false
    }
  }, [])
  return megabytes
}
