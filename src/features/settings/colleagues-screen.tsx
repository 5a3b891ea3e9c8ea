import { Plus, UsersRound } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useSession } from '#replica/use-replica.ts'
import type { AddStaffResponse, StaffListItem } from '#shared/protocol/session-message.ts'
import { useMessages } from '#i18n/language.tsx'
import type { Api, ApiError } from '#sync/api.ts'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { AddColleagueSheet } from './add-colleague-sheet.tsx'
import { ColleagueList } from './colleague-list.tsx'
import { OneTimePassword } from './one-time-password.tsx'

/** For administrators: who can sign in, to which branch, and as what. Needs the network: accounts are the server's. */
export function ColleaguesScreen({
  api,
  onBack,
  onOpen,
}: {
  api: Pick<Api, 'staff' | 'addStaff'>
  onBack(): void
  onOpen(staffId: string): void
}) {
  const messages = useMessages()
  const texts = messages.settings
  const session = useSession()
  const [list, setList] = useState<StaffListItem[] | 'loading' | 'unreachable' | 'forbidden'>(
    'loading',
  )
  const [adding, setAdding] = useState(false)
  const [added, setAdded] = useState<AddStaffResponse | null>(null)

  const load = useCallback(
    () =>
      api.staff().then((answer) => {
        if (answer.ok) setList(answer.value)
        else setList(isForbidden(answer.error) ? 'forbidden' : 'unreachable')
      }),
    [api],
  )
  useEffect(() => void load(), [load])

  const others = Array.isArray(list) ? list.filter(({ id }) => id !== session.staffId) : []
  return (
    <div className="page">
      <PageHeader
        title={texts.colleagues}
        onBack={onBack}
        actions={
          session.role === 'admin' && (
            <Button icon={Plus} onPress={() => setAdding(true)}>
              {texts.addColleague}
            </Button>
          )
        }
      />
      {list === 'loading' && <SkeletonRows count={4} />}
      {list === 'unreachable' && (
        <Banner
          tone="offline"
          shape="card"
          action={{ label: messages.app.retry, onPress: () => void load() }}
        >
          {texts.colleaguesOffline}
        </Banner>
      )}
      {list === 'forbidden' && <EmptyState title={texts.colleaguesForbidden} icon={UsersRound} />}
      {Array.isArray(list) && others.length === 0 && (
        <EmptyState
          title={texts.noColleagues}
          description={texts.noColleaguesText}
          icon={UsersRound}
        />
      )}
      {others.length > 0 && <ColleagueList colleagues={others} onOpen={onOpen} />}
      {adding && (
        <AddColleagueSheet
          api={api}
          onClose={() => setAdding(false)}
          onAdded={(answer) => {
            setAdding(false)
            setAdded(answer)
            void load()
          }}
        />
      )}
      {added !== null && <OneTimePassword added={added} onClose={() => setAdded(null)} />}
    </div>
  )
}

function isForbidden(error: ApiError): boolean {
  return error.type === 'problem' && error.status === 403
}
