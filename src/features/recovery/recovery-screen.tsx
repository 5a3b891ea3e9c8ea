import { KeyRound, LifeBuoy, UsersRound } from 'lucide-react'
import { useState } from 'react'
import type { RecoveryOverview } from '#shared/protocol/recovery-message.ts'
import { fingerprintOf } from '#shared/recovery/fingerprint.ts'
import { formatInstant } from '#i18n/format.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useLanguage, useMessages } from '#i18n/language.tsx'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { MakeKeySheet } from './make-key-sheet.tsx'
import { RecoveryList } from './recovery-list.tsx'
import type { RecoveryAdminApi } from './recovery-trouble.ts'
import { useOverview } from './use-overview.ts'

interface RecoveryScreenProps {
  api: RecoveryAdminApi
  onBack(): void
}

/** KE5: the recovery key and the requests of locked-out devices, for administrators. Needs the network. */
export function RecoveryScreen({ api, onBack }: RecoveryScreenProps) {
  const { app } = useMessages()
  const { recovery: texts } = useAdminMessages()
  const { overview, state, reload } = useOverview(api)
  return (
    <div className="page">
      <PageHeader title={texts.adminTitle} subtitle={texts.adminText} onBack={onBack} />
      <div className="grid gap-4 md:gap-5 lg:max-w-3xl">
        {state === 'loading' && <SkeletonRows count={3} />}
        {state === 'unreachable' && (
          <Banner
            tone="offline"
            shape="card"
            action={{ label: app.retry, onPress: () => void reload() }}
          >
            {texts.offline}
          </Banner>
        )}
        {state === 'forbidden' && <EmptyState title={texts.forbidden} icon={UsersRound} />}
        {overview !== null && (
          <>
            <Panel title={texts.listTitle} flush>
              {overview.recoveries.length === 0 ? (
                <EmptyState icon={LifeBuoy} title={texts.none} description={texts.noneText} />
              ) : (
                <RecoveryList
                  api={api}
                  recoveries={overview.recoveries}
                  onChanged={() => void reload()}
                />
              )}
            </Panel>
            <KeyPanel api={api} overview={overview} onMade={() => void reload()} />
          </>
        )}
      </div>
    </div>
  )
}

interface KeyPanelProps {
  api: RecoveryAdminApi
  overview: RecoveryOverview
  onMade(): void
}

function KeyPanel({ api, overview, onMade }: KeyPanelProps) {
  const { language } = useLanguage()
  const { recovery: texts } = useAdminMessages()
  const [making, setMaking] = useState(false)
  const { key, devices } = overview
  return (
    <Panel title={texts.keyTitle}>
      {key === null ? (
        <EmptyState
          icon={KeyRound}
          title={texts.noKey}
          description={texts.noKeyText}
          action={<Button onPress={() => setMaking(true)}>{texts.makeKey}</Button>}
        />
      ) : (
        <div className="grid gap-4">
          <FactList
            columns={2}
            facts={[
              { id: 'fingerprint', label: texts.fingerprint, value: fingerprintOf(key.key) },
              {
                id: 'made',
                label: texts.madeAt,
                value: texts.madeBy(
                  formatInstant(language, key.madeAt),
                  key.madeBy ?? texts.operator,
                ),
              },
              { id: 'keepers', label: texts.keepers, value: texts.keepersValue(key.keepers) },
              {
                id: 'devices',
                label: texts.sealedDevices,
                value: texts.sealedDevicesValue(devices.sealed, devices.all),
              },
            ]}
          />
          {devices.sealed < devices.all && (
            <p className="text-sm text-ink-3">{texts.sealedDevicesText}</p>
          )}
          <div>
            <Button tone="outline" onPress={() => setMaking(true)}>
              {texts.replaceKey}
            </Button>
          </div>
        </div>
      )}
      {making && (
        <MakeKeySheet
          api={api}
          replaces={key?.key.id ?? null}
          onMade={() => {
            setMaking(false)
            onMade()
          }}
          onClose={() => setMaking(false)}
        />
      )}
    </Panel>
  )
}
