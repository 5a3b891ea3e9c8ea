import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { HeartHandshake, UsersRound } from 'lucide-react'
import { useCallback } from 'react'
import { useSession } from '#replica/use-replica.ts'
import { holdsPortfolio } from '#features/customers/customer-access.ts'
import { CustomerList } from '#features/customers/customer-list.tsx'
import { useTransferEntries } from '#features/transfer/use-transfer-entries.ts'
import { useFindMessages } from '#i18n/find/use-find-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import type { MenuEntry } from '#ui/menu.tsx'
import { usePhone } from '#ui/media.ts'

/**
 * The customers. On phones the list or the opened one; from tablet up a table over the whole page, and the list beside a
 * customer who is opened.
 */
export function CustomersPage() {
  const phone = usePhone()
  const { customerId } = useParams({ strict: false })
  if (phone) {
    return (
      <div className="page">
        {customerId === undefined ? <List layout="rows" scroll="window" /> : <Outlet />}
      </div>
    )
  }
  if (customerId === undefined) {
    return (
      <div className="h-[calc(100dvh-4rem)] bg-surface">
        <List layout="table" scroll="element" />
      </div>
    )
  }
  return (
    <div className="grid grid-cols-[clamp(18rem,32vw,24rem)_minmax(0,1fr)]">
      <div className="sticky top-16 h-[calc(100dvh-4rem)] border-r border-line bg-surface">
        <List layout="rows" scroll="element" />
      </div>
      <div className="mx-auto w-full max-w-220 min-w-0 px-5 lg:px-8">
        <Outlet />
      </div>
    </div>
  )
}

function List(props: { layout: 'rows' | 'table'; scroll: 'window' | 'element' }) {
  const navigate = useNavigate({ from: '/customers' })
  const { customerId } = useParams({ strict: false })
  const search = useSearch({ from: '/customers' })
  const menu = useListMenu()
  // “Find a customer” is asked for once: the word leaves the address, so that it can be asked for again.
  const onSearchFocused = useCallback(() => {
    void navigate({ to: '.', search: (before) => ({ ...before, find: undefined }), replace: true })
  }, [navigate])
  return (
    <CustomerList
      {...props}
      selectedId={customerId ?? null}
      focusSearch={search.find === true}
      onSearchFocused={onSearchFocused}
      menu={menu}
    />
  )
}

/** What there is to do with all customers. */
function useListMenu(): MenuEntry[] {
  const navigate = useNavigate()
  const session = useSession()
  const { cadence } = useMessages()
  const { duplicates } = useFindMessages()
  const transfer = useTransferEntries({
    onImport: () => void navigate({ to: '/customers/import' }),
    onExport: () => void navigate({ to: '/customers/export' }),
  })
  if (!holdsPortfolio(session)) return []
  return [
    {
      id: 'cadence',
      label: cadence.open,
      description: cadence.openHint,
      icon: HeartHandshake,
      onPress: () => void navigate({ to: '/cadence' }),
    },
    ...transfer,
    {
      id: 'duplicates',
      label: duplicates.open,
      description: duplicates.openHint,
      icon: UsersRound,
      onPress: () => void navigate({ to: '/customers/duplicates' }),
    },
  ]
}
