import { MonitorSmartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages } from '#i18n/language.tsx'
import type { Api } from '#sync/api.ts'
import { Banner } from '#ui/banner.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { DeviceList } from './device-list.tsx'
import { useAnswer } from '#sync/use-answer.ts'

/** 我的设备: where this person is signed in. Needs the network: the server knows. */
export function DevicesScreen({
  api,
  onBack,
  children,
}: {
  api: Pick<Api, 'devices' | 'endDevice' | 'wipeDevice' | 'withdrawWipe'>
  onBack(): void
  /** What else belongs to signing in. */
  children?: ReactNode
}) {
  const { app, devices: texts } = useMessages()
  const { asked, reload } = useAnswer(api.devices)
  return (
    <div className="page">
      <div className="lg:max-w-3xl">
        <PageHeader title={texts.title} subtitle={texts.text} onBack={onBack} />
        {asked.state === 'loading' && <SkeletonRows count={3} />}
        {(asked.state === 'unreachable' || asked.state === 'forbidden') && (
          <Banner
            tone="offline"
            shape="card"
            action={{ label: app.retry, onPress: () => void reload() }}
          >
            {texts.offline}
          </Banner>
        )}
        {asked.state === 'here' && (
          <Panel flush>
            {asked.value.length === 0 ? (
              <EmptyState
                icon={MonitorSmartphone}
                title={texts.none}
                description={texts.noneText}
              />
            ) : (
              <DeviceList
                devices={asked.value}
                end={api.endDevice}
                wipe={api.wipeDevice}
                withdraw={api.withdrawWipe}
                onChanged={() => void reload()}
              />
            )}
          </Panel>
        )}
        {children}
      </div>
    </div>
  )
}
