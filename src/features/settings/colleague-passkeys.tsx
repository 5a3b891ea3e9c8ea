import { useCallback, useState } from 'react'
import type { PasskeyListItem } from '#shared/protocol/passkey-message.ts'
import { ok } from '#shared/domain/result.ts'
import { useMessages } from '#i18n/language.tsx'
import type { Api } from '#sync/api.ts'
import { Panel } from '#ui/panel.tsx'
import { PasskeyList } from './passkey-list.tsx'
import { RemovePasskey } from './remove-passkey.tsx'
import { useAnswer } from '#sync/use-answer.ts'

interface ColleaguePasskeysProps {
  api: Pick<Api, 'branchPasskeys' | 'removeBranchPasskey'>
  staffId: string
}

/** SE1: the passkeys of one colleague, for administrators; what cannot be asked for is said by the screen around it. */
export function ColleaguePasskeys({ api, staffId }: ColleaguePasskeysProps) {
  const messages = useMessages()
  const texts = messages.passkeys
  const ask = useCallback(async () => {
    const answer = await api.branchPasskeys()
    return answer.ok ? ok(answer.value.filter((passkey) => passkey.staffId === staffId)) : answer
  }, [api, staffId])
  const { asked, reload } = useAnswer(ask)
  const [removing, setRemoving] = useState<PasskeyListItem | null>(null)
  if (asked.state !== 'here') return null
  return (
    <Panel title={texts.title} flush={asked.value.length > 0}>
      {asked.value.length === 0 ? (
        <p className="text-sm text-ink-3">{texts.noneOfColleague}</p>
      ) : (
        <PasskeyList
          passkeys={asked.value}
          actions={(passkey) => [{ label: texts.remove, onPress: () => setRemoving(passkey) }]}
        />
      )}
      {removing !== null && (
        <RemovePasskey
          name={removing.name}
          facts={[texts.removeOfColleague]}
          remove={async () => {
            const answer = await api.removeBranchPasskey(removing.id)
            if (answer.ok) return null
            const isOffline = answer.error.type === 'unreachable'
            return isOffline ? texts.offline : messages.devices.failed
          }}
          onRemoved={() => {
            setRemoving(null)
            void reload()
          }}
          onClose={() => setRemoving(null)}
        />
      )}
    </Panel>
  )
}
